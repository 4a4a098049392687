package io.sallyport.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.SessionHead;
import io.sallyport.contract.resolution.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What receipts tell of sessions. */
class SessionsTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SessionId ONE = SessionId.of("agents", "p", "one");
  private static final SessionId OTHER = SessionId.of("agents", "p", "other");

  private final Chain gate = Chain.of(TOPICS, "validator", "gate-0", SigningKey.generate());
  private final Chain cell =
      Chain.of(TOPICS, "deployments", "deployments-0", SigningKey.generate());
  private final VerifiedReceipts receipts =
      new VerifiedReceipts(List.of(gate.writer(), cell.writer()));
  private long offset;
  private int written;

  @Test
  void tellsEachDecisionWithItsSenderAndItsEnd() {
    ReceiptBody.Action first = decide(ONE, 1, DecisionResult.ALLOWED, Code.PERMITTED);
    decide(OTHER, 1, DecisionResult.ALLOWED, Code.PERMITTED);
    decide(ONE, 3, DecisionResult.DENIED, Code.DENIED_BY_STATEMENT);
    accept(cell, Receipts.outcome(first.id(), OutcomeResult.SUCCEEDED), Receipts.NOW);

    List<Sessions.Entry> entries = Sessions.of(receipts).of(ONE);

    assertThat(entries)
        .extracting(
            each -> each.head().entries(),
            each -> each.ruling().verdict().result(),
            Sessions.Entry::source,
            Sessions.Entry::principal,
            Sessions.Entry::outcome)
        .containsExactly(
            tuple(1, DecisionResult.ALLOWED, "github", "p", Optional.of("SUCCEEDED")),
            tuple(3, DecisionResult.DENIED, "github", "p", Optional.empty()));
  }

  @Test
  void tellsWhatPersonsSaidOfADoubt() {
    ReceiptBody.Action action = decide(ONE, 1, DecisionResult.ALLOWED, Code.PERMITTED);
    accept(cell, Receipts.outcome(action.id(), OutcomeResult.IN_DOUBT), Receipts.NOW);
    accept(cell, Receipts.resolved(action.id(), Finding.NOT_PERFORMED), Receipts.NOW);

    assertThat(Sessions.of(receipts).of(ONE).getFirst().outcome()).contains("not-performed");
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED,approval-denied,DENIED",
    "DENIED,revoked,REVOKED",
    "DENIED,hold-void,DENIED",
    "EXPIRED,hold-overdue,EXPIRED",
    "ALLOWED,approved,"
  })
  void tellsHowWhatWasHeldEnded(DecisionResult result, String code, String outcome) {
    ReceiptBody.Action action = decide(ONE, 1, DecisionResult.HELD, Code.APPROVAL_NEEDED);
    HoldEnding ending =
        new HoldEnding(
            "gate-0/1",
            result,
            Code.parse(code).orElseThrow(),
            List.of(),
            List.of(),
            Digest.of(new byte[] {1}));
    accept(gate, new ReceiptBody.HoldEnded(action, ending), Receipts.NOW.plusSeconds(1));

    assertThat(Sessions.of(receipts).of(ONE).getFirst().outcome())
        .isEqualTo(Optional.ofNullable(outcome));
  }

  @Test
  void listsTheNewestFirst() {
    decide(ONE, 1, DecisionResult.ALLOWED, Code.PERMITTED);
    decide(OTHER, 1, DecisionResult.ALLOWED, Code.PERMITTED);

    assertThat(Sessions.of(receipts).last())
        .extracting(each -> each.head().id())
        .containsExactly(OTHER, ONE);
  }

  @Test
  void knowsNothingOfDecisionsOutsideSessions() {
    accept(gate, Receipts.allowed(new Origin("sallyport.untrusted", 0, 1)), Receipts.NOW);

    assertThat(Sessions.of(receipts).last()).isEmpty();
    assertThat(Sessions.of(receipts).of(ONE)).isEmpty();
  }

  /** The gate refers, the desk decides within a session, a second later each time. */
  private ReceiptBody.Action decide(
      SessionId session, int entries, DecisionResult result, Code code) {
    Instant now = Receipts.NOW.plusSeconds(offset);
    Origin origin = new Origin("sallyport.untrusted", 0, offset++);
    var referred =
        (ReceiptBody.Decision)
            Receipts.decided(origin, 1, "rule", DecisionResult.REFERRED, Code.PERMITTED);
    ReceiptBody.Action action = referred.action().orElseThrow();
    String referral = "gate-0/" + written++;
    accept(gate, new ReceiptBody.Referred(referred, referred.bundle()), now);
    Digest head = Digest.of(new byte[] {(byte) entries});
    written++;
    accept(
        gate,
        new ReceiptBody.Ruled(
            action,
            new DeskRuling(
                referral,
                new ReceiptBody.Verdict(result, "rule", List.of()),
                code,
                referred.bundle(),
                Optional.of(new SessionHead(session, entries, Optional.of(head))),
                Optional.empty())),
        now);
    return action;
  }

  private void accept(Chain chain, ReceiptBody body, Instant at) {
    receipts.accept(chain.append(body, at), at);
  }
}

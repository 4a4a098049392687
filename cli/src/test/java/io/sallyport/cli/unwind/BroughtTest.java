package io.sallyport.cli.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.DeskRuling;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.resolution.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which actions have to be undone, as receipts tell. */
class BroughtTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final Topics TOPICS = new Topics("sallyport");

  private final Chain gate = Chain.of(TOPICS, "validator", "gate-0", SigningKey.generate());
  private final Chain cell =
      Chain.of(TOPICS, "deployments", "deployments-0", SigningKey.generate());
  private final List<ReceiptRecord> records = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED,SUCCEEDED",
    "IN_DOUBT,IN_DOUBT",
    "FAILED,",
    "EXPIRED,",
    "REVOKED,",
    "SUPERSEDED,"
  })
  void listsWhatHadOrMayHaveHadAnEffect(OutcomeResult result, String state) {
    decide(1, DecisionResult.ALLOWED);
    records.add(cell.append(Receipts.outcome(id(1), result)));

    assertThat(states()).isEqualTo(state == null ? List.of() : List.of(state));
  }

  @Test
  void listsWhatIsDecidedAndHasNotEnded() {
    decide(1, DecisionResult.MODIFIED);
    decide(2, DecisionResult.DENIED);
    decide(3, DecisionResult.HELD);

    assertThat(states()).containsExactly("PENDING");
  }

  @Test
  void listsWhatPersonsApproved() {
    ReceiptBody.Decision decision = (ReceiptBody.Decision) decided(at(1), DecisionResult.HELD);
    records.add(gate.append(decision));
    HoldEnding ending =
        new HoldEnding(
            "gate-0/0",
            DecisionResult.ALLOWED,
            Code.APPROVED,
            List.of(),
            List.of(),
            decision.bundle());
    records.add(gate.append(new ReceiptBody.HoldEnded(decision.action().orElseThrow(), ending)));

    assertThat(states()).containsExactly("PENDING");
  }

  @Test
  void listsWhatTheDeskDecided() {
    ReceiptBody.Decision decision = (ReceiptBody.Decision) decided(at(1), DecisionResult.REFERRED);
    records.add(gate.append(new ReceiptBody.Referred(decision, decision.bundle())));
    assertThat(states()).isEmpty();
    ReceiptBody.Verdict verdict =
        new ReceiptBody.Verdict(DecisionResult.ALLOWED, "rule", List.of());
    DeskRuling ruling = new DeskRuling("gate-0/0", verdict, Code.PERMITTED, decision.bundle());
    records.add(gate.append(new ReceiptBody.Ruled(decision.action().orElseThrow(), ruling)));

    assertThat(states()).containsExactly("PENDING");
  }

  @ParameterizedTest
  @CsvSource({"PERFORMED,SUCCEEDED", "NOT_PERFORMED,"})
  void believesWhatPersonsFound(Finding finding, String state) {
    decide(1, DecisionResult.ALLOWED);
    records.add(cell.append(Receipts.outcome(id(1), OutcomeResult.IN_DOUBT)));
    records.add(cell.append(Receipts.resolved(id(1), finding)));

    assertThat(states()).isEqualTo(state == null ? List.of() : List.of(state));
  }

  @ParameterizedTest
  @CsvSource({"SUCCEEDED,SUPERSEDED", "SUPERSEDED,SUCCEEDED"})
  void listsWhatOnceHadAnEffectHoweverItsRepetitionEnded(OutcomeResult one, OutcomeResult other) {
    decide(1, DecisionResult.ALLOWED);
    records.add(cell.append(Receipts.outcome(id(1), one)));
    records.add(cell.append(Receipts.outcome(id(1), other)));

    assertThat(states()).containsExactly("SUCCEEDED");
  }

  @Test
  void beginsWithTheNewestAndEndsAtTheGivenTime() {
    for (int i = 1; i <= 3; i++) {
      decide(i, DecisionResult.ALLOWED);
      Instant ended = Receipts.NOW.plusSeconds(i);
      records.add(cell.append(Receipts.outcome(id(i), OutcomeResult.SUCCEEDED), ended));
    }

    assertThat(find("github", Receipts.NOW.plusSeconds(2)))
        .extracting(each -> each.action().id())
        .containsExactly(id(3), id(2));
  }

  @Test
  void listsNothingOfOthers() {
    decide(1, DecisionResult.ALLOWED);

    assertThat(find("gitlab", Receipts.NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"agent:anna,true", "agent:planner,true", "agent:worker,true", "agent:ben,false"})
  void belongsToEverybodyOnWhoseBehalfItWasSent(String who, boolean isOf) {
    ReceiptBody.Delivery delivery =
        new ReceiptBody.Delivery("id", at(1), "agents", DIGEST)
            .proved(
                new ReceiptBody.Evidence(
                    Assurance.END_TO_END,
                    "agent:worker",
                    DedupeId.of("agents", "agent:worker", DedupeId.Basis.NONE, new byte[] {1}),
                    Optional.of(
                        new Delegation(
                            List.of("agent:anna", "agent:planner", "agent:worker"),
                            Receipts.NOW,
                            Effect.WRITE,
                            List.of("com.example.actions.Deploy")))));

    assertThat(Brought.isOf(delivery, who)).isEqualTo(isOf);
  }

  private void decide(int offset, DecisionResult result) {
    records.add(gate.append(decided(at(offset), result)));
  }

  private static ReceiptBody decided(Origin origin, DecisionResult result) {
    return Receipts.decided(origin, 1, "rule", result, Code.PERMITTED);
  }

  private List<String> states() {
    return find("github", Receipts.NOW).stream().map(Brought::state).toList();
  }

  private List<Brought> find(String source, Instant since) {
    VerifiedReceipts verified = new VerifiedReceipts(List.of(gate.writer(), cell.writer()));
    records.forEach(each -> verified.accept(each, Instant.now()));
    assertThat(verified.broken()).isEmpty();
    return Brought.find(verified, delivery -> delivery.source().equals(source), since);
  }

  private static ActionId id(int offset) {
    return Receipts.id(at(offset), "rule");
  }

  private static Origin at(int offset) {
    return new Origin("sallyport.untrusted", 0, offset);
  }
}

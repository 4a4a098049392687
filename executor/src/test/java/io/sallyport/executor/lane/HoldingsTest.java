package io.sallyport.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Postponement;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.SealedAction;
import io.sallyport.executor.verify.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a lane holds, from a record's arrival until its ending is in the ledger. */
class HoldingsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant EXPIRES = NOW.plusSeconds(600);
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final Ending SUCCEEDED =
      new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.empty());

  private final Holdings holdings = new Holdings();

  @Test
  void countsBytesThatWait() {
    holdings.await(1, sealed(1, 100));
    holdings.await(2, sealed(2, 50));
    holdings.claim(claim(1, "n1"));

    assertThat(holdings.queued()).isEqualTo(50);
    assertThat(holdings.claims()).isOne();
  }

  @Test
  void beginsOwnClaimWithItsAction() {
    SealedAction action = sealed(1, 100);
    holdings.await(1, action);
    holdings.claim(claim(1, "n1"));

    assertThat(holdings.begin(claim(1, "n1")).action()).isSameAs(action);
  }

  @Test
  void refusesClaimWithoutItsAction() {
    assertThatThrownBy(() -> holdings.claim(claim(1, "n1")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesToBeginClaimOfNobody() {
    assertThatThrownBy(() -> holdings.begin(claim(1, "n1")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void endingOfForgottenClaimIsNotOurs() {
    assertThat(holdings.end(claim(1, "n1"), SUCCEEDED)).isFalse();
  }

  @Test
  void holdsClaimUntilItsEndingIsRecorded() {
    claimed(1, "n1");
    holdings.end(claim(1, "n1"), SUCCEEDED);
    int before = holdings.claims();
    holdings.settle(ended(1, "n1"));

    assertThat(before).isOne();
    assertThat(holdings.claims()).isZero();
  }

  @Test
  void endingOfAnotherOwnersClaimSettlesNoneOfOurs() {
    claimed(1, "n1");
    holdings.settle(ended(1, "another"));

    assertThat(holdings.nonces()).containsExactly("n1");
  }

  @Test
  void startOfClaimSettlesNothing() {
    claimed(1, "n1");
    holdings.settle(new Step.Start(claim(1, "n1")));

    assertThat(holdings.nonces()).containsExactly("n1");
  }

  @Test
  void actionThatIsGivenBackWaitsForItsNextClaim() {
    claimed(1, "n1");
    holdings.end(claim(1, "n1"), SUCCEEDED);
    holdings.settle(postponed(1, "n1"));

    assertThat(holdings.claims()).isZero();
    assertThat(holdings.queued()).isEqualTo(10);
    holdings.claim(claim(1, "n2"));
    assertThat(holdings.begin(claim(1, "n2")).action().task().offset()).isEqualTo(1);
  }

  /** A partition that was taken over anew brings its records again. */
  @Test
  void actionThatIsReadAgainCountsOnce() {
    holdings.await(1, sealed(1, 100));
    holdings.await(1, sealed(1, 100));

    assertThat(holdings.queued()).isEqualTo(100);
  }

  @Test
  void endingOfWaitingRecordFreesItsBytes() {
    holdings.await(1, sealed(1, 100));
    holdings.settle(ended(1, "another"));

    assertThat(holdings.queued()).isZero();
  }

  @Test
  void keepsOnlyClaimsThatAreStillOpen() {
    claimed(1, "n1");
    claimed(2, "n2");

    assertThat(holdings.keep(List.of(claim(2, "n2"))))
        .extracting(run -> run.claim().nonce())
        .containsExactly("n2");
    assertThat(holdings.nonces()).containsExactly("n2");
  }

  @Test
  void keepsWhetherClaimWasStarted() {
    claimed(1, "n1");
    claimed(2, "n2");
    holdings.begin(claim(1, "n1"));

    assertThat(holdings.keep(List.of(claim(1, "n1"), claim(2, "n2"))))
        .filteredOn(Run::started)
        .extracting(run -> run.claim().offset())
        .containsExactly(1L);
  }

  @Test
  void forgetsWhatWaitsAndKeepsWhatRuns() {
    claimed(1, "n1");
    holdings.await(2, sealed(2, 50));
    holdings.forgetWaiting();

    assertThat(holdings.queued()).isZero();
    assertThat(holdings.claims()).isOne();
  }

  private void claimed(long offset, String nonce) {
    holdings.await(offset, sealed(offset, 10));
    holdings.claim(claim(offset, nonce));
  }

  private static ReceiptBody.Action action(long offset) {
    ActionId id = new ActionId(String.format("%043d", offset));
    return new ReceiptBody.Action(
        id,
        Seal.type().name(),
        Effect.WRITE,
        Seal.CELL,
        DIGEST,
        Optional.of(Classification.INTERNAL),
        Optional.empty());
  }

  private static SealedAction sealed(long offset, int size) {
    Task task =
        new Task(
            action(offset),
            Optional.of(NamedReceipt.of("gate-3/17")),
            offset,
            DIGEST,
            Task.Order.of("key"),
            new Manner.Claimed(Duration.ofSeconds(40), false),
            Task.Life.until(EXPIRES));
    return new SealedAction(task, Seal.fields(Seal.type(), "staging"), record(size), Set.of());
  }

  private static SealedRecord record(int size) {
    return new SealedRecord("topic", 0, Bytes.of(), Bytes.of(new byte[size]), "");
  }

  private static Claim claim(long offset, String nonce) {
    return new Claim(
        action(offset),
        Optional.of(NamedReceipt.of("gate-3/17")),
        offset,
        Claim.Order.of("key"),
        Claim.Try.of(1),
        nonce,
        NOW.plusSeconds(40),
        EXPIRES);
  }

  private static Step postponed(long offset, String nonce) {
    Postponement record =
        new Postponement(
            action(offset).id(),
            offset,
            OutcomeResult.FAILED,
            Code.TARGET_UNREACHABLE,
            1,
            NOW,
            NOW.plusSeconds(1));
    return new Step.Postpone(record, claim(offset, nonce), SUCCEEDED, sealed(offset, 10).task());
  }

  private static Step ended(long offset, String nonce) {
    ReceiptBody.Action action = action(offset);
    Outcome outcome =
        new Outcome(action.id(), offset, OutcomeResult.SUCCEEDED, Code.SUCCEEDED, 1, NOW, EXPIRES);
    return new Step.End(
        outcome,
        action,
        Optional.of(NamedReceipt.of("gate-3/17")),
        Optional.of(new Attempt(1, Optional.of(nonce))),
        Optional.empty(),
        Optional.empty());
  }
}

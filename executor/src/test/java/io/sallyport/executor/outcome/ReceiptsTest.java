package io.sallyport.executor.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.ledger.LedgerRecord.Outcome;
import io.sallyport.contract.ledger.LedgerRecord.Rejection;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.Response;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.service.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One ending, told by the receipt, the ledger's word and the metrics alike. */
class ReceiptsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final Optional<NamedReceipt> DECISION =
      Optional.of(new NamedReceipt("gate-3/17", Optional.of(DIGEST)));
  private static final ReceiptBody.Action ACTION =
      new ReceiptBody.Action(
          new ActionId("A".repeat(43)),
          "x.Deploy",
          Effect.WRITE,
          "pay",
          DIGEST,
          Optional.of(Classification.INTERNAL),
          Optional.empty());
  private static final Response RESPONSE = new Response(201, DIGEST);
  private static final Execution PERFORMANCE =
      new Execution(
          NOW,
          NOW.plusMillis(5),
          Optional.of(new Execution.Lease("A".repeat(22), "ci", Optional.empty())));
  private static final Step START =
      new Step.Start(
          new Claim(
              ACTION, DECISION, 7, Claim.Order.of("key"), Claim.Try.of(1), "nonce", NOW, NOW));
  private static final Attempt ATTEMPT = new Attempt(2, Optional.of("nonce"));
  private static final Step END =
      new Step.End(
          new Outcome(ACTION.id(), 7, OutcomeResult.SUCCEEDED, Code.SUCCEEDED, 2, NOW, NOW),
          ACTION,
          DECISION,
          Optional.of(ATTEMPT),
          Optional.of(RESPONSE),
          Optional.of(PERFORMANCE));
  private static final Step REJECT =
      new Step.Reject(new Rejection(8, Code.KEY_UNKNOWN, NOW), DIGEST);

  private final Receipts receipts = new Receipts("sallyport.trusted.pay", 1);

  @Test
  void claimHasNoReceipt() {
    assertThat(receipts.of(START)).isEmpty();
  }

  @Test
  void outcomeNamesActionRecordAnswerAndLease() {
    assertThat(receipts.of(END))
        .contains(
            new ReceiptBody.Outcome(
                ACTION,
                DECISION,
                new Origin("sallyport.trusted.pay", 1, 7),
                OutcomeResult.SUCCEEDED,
                Code.SUCCEEDED,
                Optional.of(ATTEMPT),
                Optional.of(RESPONSE),
                Optional.of(PERFORMANCE)));
  }

  @Test
  void rejectionNamesThePlaceAndNoAction() {
    assertThat(receipts.of(REJECT))
        .contains(
            new ReceiptBody.Rejection(
                new Origin("sallyport.trusted.pay", 1, 8), Code.KEY_UNKNOWN, DIGEST));
  }

  @Test
  void targetsWordBecomesTheEnding() {
    Answer answer = new Answer(201, DIGEST);
    List<Ending> endings =
        List.of(
            Endings.of(Performed.notExecuted(Code.EXPIRED)),
            Endings.of(new Performed.Succeeded(Optional.of(answer))),
            Endings.of(Performed.notExecuted(Code.TARGET_UNREACHABLE)),
            Endings.of(Performed.inDoubt(Code.OUTCOME_UNKNOWN)));

    assertThat(endings)
        .containsExactly(
            new Ending(OutcomeResult.EXPIRED, Code.EXPIRED, Optional.empty()),
            new Ending(OutcomeResult.SUCCEEDED, Code.SUCCEEDED, Optional.of(RESPONSE)),
            new Ending(OutcomeResult.FAILED, Code.TARGET_UNREACHABLE, Optional.empty()),
            new Ending(OutcomeResult.IN_DOUBT, Code.OUTCOME_UNKNOWN, Optional.empty()));
  }

  @Test
  void countsEachStepOfCommittedTurnOnce() {
    Metrics metrics = new Metrics();
    ExecutorMetrics counted = new ExecutorMetrics(metrics);
    counted.committed(new Turn(List.of(START, END, REJECT), 9, 0));
    counted.failed("refused");
    counted.behind(Duration.ofMillis(1500));
    counted.begun();
    counted.begun();
    counted.done("orders.Order", 20_000_000);

    assertThat(metrics.text().lines())
        .contains(
            "sallyport_executor_ended_total{result=\"SUCCEEDED\",code=\"succeeded\"} 1",
            "sallyport_executor_rejected_total{code=\"key-unknown\"} 1",
            "sallyport_executor_claimed_total 1",
            "sallyport_executor_turns_total{result=\"committed\"} 1",
            "sallyport_executor_turns_total{result=\"refused\"} 1",
            "sallyport_executor_running 1",
            "sallyport_executor_clock_behind_seconds 1.5",
            "sallyport_executor_perform_seconds_bucket{type=\"orders.Order\",le=\"0.01\"} 0",
            "sallyport_executor_perform_seconds_bucket{type=\"orders.Order\",le=\"0.025\"} 1");
  }

  /** What a broker did not stamp comes as the end of time. */
  @Test
  void showsHoweverFarTheClockIsBehind() {
    Metrics metrics = new Metrics();

    new ExecutorMetrics(metrics).behind(Duration.ofDays(2_900_000));

    assertThat(metrics.text().lines())
        .contains("sallyport_executor_clock_behind_seconds 250560000000");
  }

  @Test
  void showsDoubtsOnlyWhileTheyAreKnown() {
    Metrics metrics = new Metrics();
    ExecutorMetrics counted = new ExecutorMetrics(metrics);
    AtomicReference<OptionalInt> open = new AtomicReference<>(OptionalInt.empty());
    counted.inDoubt("deployments", open::get);

    assertThat(metrics.text()).doesNotContain("\nsallyport_executor_actions_in_doubt");
    open.set(OptionalInt.of(2));
    assertThat(metrics.text())
        .contains("\nsallyport_executor_actions_in_doubt{cell=\"deployments\"} 2\n");
  }
}

package io.sallyport.executor.outcome;

import io.sallyport.contract.Code;
import io.sallyport.executor.credential.LeaseEvents;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.ledger.Turn.Step;
import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Gauge;
import io.sallyport.service.metrics.Histogram;
import io.sallyport.service.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What an executor counts; safe for any thread. */
public final class ExecutorMetrics implements LeaseEvents {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Counter ended;
  private final Counter leases;
  private final Counter rejected;
  private final Counter claimed;
  private final Counter postponed;
  private final Counter turns;
  private final Gauge running;
  private final Gauge behind;
  private final Counter revocations;
  private final Counter resolutions;
  private final Histogram seconds;
  private final Metrics metrics;

  /** Registers the metrics. */
  public ExecutorMetrics(Metrics metrics) {
    this.metrics = metrics;
    ended =
        metrics.counter("sallyport_executor_ended_total", "Actions that ended.", "result", "code");
    rejected =
        metrics.counter("sallyport_executor_rejected_total", "Records that were refused.", "code");
    claimed = metrics.counter("sallyport_executor_claimed_total", "Claims that were committed.");
    postponed =
        metrics.counter(
            "sallyport_executor_postponed_total", "Attempts that are followed by another.", "code");
    turns =
        metrics.counter(
            "sallyport_executor_turns_total", "Transactions, by how they ended.", "result");
    revocations =
        metrics.counter(
            "sallyport_executor_revocations_total",
            "Records of the topic of revocations: taken, or why not.",
            "result");
    resolutions =
        metrics.counter(
            "sallyport_executor_resolutions_total",
            "Commands about actions in doubt: resolved, or why not.",
            "result");
    leases =
        metrics.counter(
            "sallyport_executor_leases_total", "What became of leases.", "credential", "event");
    running = metrics.gauge("sallyport_executor_running", "Actions that are performed now.");
    behind = clockBehind(metrics);
    seconds = seconds(metrics);
  }

  private static Gauge clockBehind(Metrics metrics) {
    return metrics.gauge(
        "sallyport_executor_clock_behind_seconds",
        "How far this machine's clock was behind the broker's at the last turn.");
  }

  private static Histogram seconds(Metrics metrics) {
    return metrics.histogram(
        "sallyport_executor_perform_seconds",
        "From the committed claim to the end of the attempt, by action type.",
        Histogram.SECONDS,
        "type");
  }

  /** A turn is in the ledger. */
  public void committed(Turn turn) {
    turns.increment("committed");
    for (Step step : turn.steps()) {
      switch (step) {
        case Step.Start _ -> claimed.increment();
        case Step.End end -> ended(end);
        case Step.Join(var end, var _, var _) -> ended(end);
        case Step.Postpone postpone -> postponed.increment(postpone.record().code().text());
        case Step.Resolve _ -> resolution(Code.RESOLVED);
        case Step.Reject(var rejection, var _) -> rejected.increment(rejection.code().text());
      }
    }
  }

  /** How far this machine's clock is behind the broker's; less than nothing if it is not. */
  public void behind(Duration time) {
    behind.set(time.toMillis() / MILLIS_PER_SECOND);
  }

  private void ended(Step.End end) {
    ended.increment(end.record().result().name(), end.record().code().text());
  }

  /** A turn was not committed, as {@code result} says. */
  public void failed(String result) {
    turns.increment(result);
  }

  /** A record of the topic of revocations came to this. */
  public void revocation(String result) {
    revocations.increment(result);
  }

  /** A command about an action in doubt came to this. */
  public void resolution(Code code) {
    resolutions.increment(code.text());
  }

  @Override
  public void happened(String credential, Event event) {
    leases.increment(credential, event.name().toLowerCase(Locale.ROOT));
  }

  /** An action of a pinned type is performed from now on. */
  public void begun() {
    running.add(1);
  }

  /** It is over. */
  public void done(String type, long nanos) {
    running.add(-1);
    seconds.observe(nanos / NANOS_PER_SECOND, type);
  }

  /** Shows how many of the cell's doubts nobody has resolved; no sample while it is not known. */
  public void inDoubt(String cell, Supplier<OptionalInt> open) {
    metrics.sampled(
        "sallyport_executor_actions_in_doubt",
        "Actions of this cell that may have been performed, and nobody has said.",
        List.of("cell"),
        () -> {
          OptionalInt count = open.get();
          return count.isEmpty() ? Map.of() : Map.of(List.of(cell), (double) count.getAsInt());
        });
  }
}

package io.sallyport.validator.stream;

import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.gate.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** What others may know: counts of endings, and when a task last moved. Any thread. */
public final class GateObserver {
  /** How long the gate may stand still before it counts as not ready. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicReference<Instant> progressedAt = new AtomicReference<>(Instant.EPOCH);
  private final Counter endings;

  /** An observer that counts in {@code metrics}. */
  public GateObserver(Metrics metrics) {
    this.endings =
        metrics.counter(
            "sallyport_validator_decisions_total",
            "How deliveries and decisions about them ended.",
            "source",
            "rule",
            "result",
            "code");
  }

  /** Whether a task has turned within the last seconds. */
  public boolean hasProgress(Instant now) {
    return progressedAt.get().plus(PATIENCE).isAfter(now);
  }

  void ended(Ending ending) {
    endings.increment(ending.source(), ending.rule(), ending.result(), ending.code().text());
  }

  /** Told by each task that turned. */
  public void progressed(Instant now) {
    progressedAt.set(now);
  }
}

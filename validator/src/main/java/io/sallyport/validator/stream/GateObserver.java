package io.sallyport.validator.stream;

import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.gate.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/**
 * What others may know: counts of endings, when each task last moved, and when each thread last
 * asked for a commit. Any thread.
 */
public final class GateObserver {
  /** How long the gate may stand still before it counts as not ready. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Between two commits that a thread asks for. */
  private static final Duration APART = Duration.ofMillis(8);

  private final ThreadLocal<Instant> asked = ThreadLocal.withInitial(() -> Instant.EPOCH);
  private final Map<TaskId, Instant> movedAt = new ConcurrentHashMap<>();
  private final Counter endings;
  private final Counter desk;
  private final Counter outcomes;
  private final Counter holds;
  private final Counter verdicts;

  /** An observer that counts in {@code metrics}. */
  public GateObserver(Metrics metrics) {
    this.endings = counter(metrics, "decisions", "How deliveries and decisions about them ended.");
    this.desk = counter(metrics, "desk", "How the desk decided what the gate had referred.");
    this.outcomes =
        metrics.counter(
            "sallyport_validator_outcomes_total",
            "What the desk was told: refunded, kept, over, witnessed, or why it does not count.",
            "cell",
            "result");
    this.holds = counter(metrics, "holds", "How actions that waited for persons ended.");
    this.verdicts =
        metrics.counter(
            "sallyport_validator_verdicts_total",
            "Persons' verdicts: counted, waiting, or why they do not count.",
            "result");
  }

  private static Counter counter(Metrics metrics, String what, String help) {
    String name = "sallyport_validator_" + what + "_total";
    return metrics.counter(name, help, "source", "rule", "result", "code");
  }

  /**
   * Whether there is a task, and every one has turned within the last seconds. A task counts from
   * when it opens: one whose memory is still being read back does not yet.
   */
  public boolean hasProgress(Instant now) {
    return !movedAt.isEmpty()
        && movedAt.values().stream().allMatch(at -> at.plus(PATIENCE).isAfter(now));
  }

  /**
   * Whether a task of the calling thread may ask for a commit at {@code now}, which then counts as
   * asked for: tasks of one thread commit together (KIP-447), so they keep one distance.
   */
  boolean asksForCommit(Instant now) {
    if (now.isBefore(asked.get().plus(APART))) {
      return false;
    }
    asked.set(now);
    return true;
  }

  void ended(Ending ending) {
    count(endings, ending);
  }

  /** Told of each decision of the desk. */
  public void deskEnded(Ending ending) {
    count(desk, ending);
  }

  private static void count(Counter counter, Ending ending) {
    counter.increment(ending.source(), ending.rule(), ending.result(), ending.code().text());
  }

  /** Told of each outcome that came. */
  public void outcome(String cell, String result) {
    outcomes.increment(cell, result);
  }

  /** Told of each hold that ended. */
  public void holdEnded(Ending ending) {
    count(holds, ending);
  }

  /** Told of each verdict. */
  public void verdict(String result) {
    verdicts.increment(result);
  }

  /** Told by each task that opens or turns. */
  public void moved(TaskId task, Instant now) {
    movedAt.put(task, now);
  }

  /** Told by each task that this process gives up: nobody waits for it here. */
  public void ended(TaskId task) {
    movedAt.remove(task);
  }
}

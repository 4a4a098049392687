package io.sallyport.validator.stream;

import io.sallyport.service.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/**
 * How far this instance is with what it reads back from changelogs: of its own partitions, and of
 * those that it is going to take over. Told by the stream threads, asked by any.
 */
public final class Restoring implements StateRestoreListener, StandbyUpdateListener {
  /** For how long a start may wait while nothing comes. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> left = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Instant> since = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private volatile Instant cameAt;

  /** Counts its patience from now on. */
  public Restoring(Metrics metrics, InstantSource clock) {
    this.clock = clock;
    this.cameAt = clock.instant();
    metrics.gauge(
        "sallyport_validator_restoring_records",
        "Places in changelogs that this instance has still to read back.",
        this::left);
  }

  /** Whether a start that waits for it waits in vain. */
  public boolean isStuck() {
    return clock.instant().isAfter(cameAt.plus(PATIENCE));
  }

  /** Whether it has more to read back than what a partition waits for that it takes over. */
  public boolean isBehind() {
    return left() > StreamsSettings.MAX_LAG;
  }

  /**
   * Since when there is something that was not read back to its end; a copy, as long as it is one.
   */
  public Optional<Instant> unreadSince() {
    return since.values().stream().min(Comparator.naturalOrder());
  }

  private double left() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onRestoreStart(TopicPartition place, String store, long begin, long end) {
    ends.put(place, end);
    since.putIfAbsent(place, clock.instant());
    came(place, end - begin);
  }

  @Override
  public void onBatchRestored(TopicPartition place, String store, long end, long count) {
    came(place, ends.getOrDefault(place, end) - end);
  }

  @Override
  public void onRestoreEnd(TopicPartition place, String store, long total) {
    over(place);
  }

  @Override
  public void onRestoreSuspended(TopicPartition place, String store, long total) {
    over(place);
  }

  @Override
  public void onUpdateStart(TopicPartition place, String store, long begin) {
    cameAt = clock.instant();
    since.putIfAbsent(place, cameAt);
  }

  @Override
  public void onBatchLoaded(
      TopicPartition place, String store, TaskId task, long batchEnd, long size, long end) {
    came(place, end - batchEnd);
  }

  @Override
  public void onUpdateSuspended(
      TopicPartition place, String store, long offset, long end, SuspendReason reason) {
    over(place);
  }

  private void came(TopicPartition place, long more) {
    left.put(place, Math.max(0, more));
    cameAt = clock.instant();
  }

  private void over(TopicPartition place) {
    ends.remove(place);
    left.remove(place);
    since.remove(place);
    cameAt = clock.instant();
  }
}

package io.sallyport.executor.lane;

import io.sallyport.executor.verify.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * All partitions in this process's hands, as the group gives and takes them. Owned by the polling
 * thread, on which the group's callbacks run too.
 */
public final class Lanes {
  private static final Duration NAP = Duration.ofMillis(50);

  private final Map<Integer, Lane> lanes = new TreeMap<>();
  private final IntFunction<Lane> opening;
  private final Mailbox mailbox;
  private final Bounds bounds;
  private final Clock clock;
  private boolean joined;
  private int turns;

  /**
   * What all lanes may take together.
   *
   * @param workers actions at the same time
   * @param queuedBytes bytes of records that wait
   * @param drain how long a partition that is taken away may finish what runs
   */
  public record Bounds(int workers, long queuedBytes, Duration drain) {}

  /** No lanes yet; {@code opening} makes one. */
  public Lanes(IntFunction<Lane> opening, Mailbox mailbox, Bounds bounds, Clock clock) {
    this.opening = opening;
    this.mailbox = mailbox;
    this.bounds = bounds;
    this.clock = clock;
  }

  /** The group gave these. */
  public void assigned(Collection<TopicPartition> partitions) {
    joined = true;
    for (TopicPartition partition : partitions) {
      lanes.put(partition.partition(), opening.apply(partition.partition()));
    }
  }

  /** The group takes these away, and waits for us. */
  public void revoked(Collection<TopicPartition> partitions) {
    giveUp(of(partitions), bounds.drain());
    partitions.forEach(partition -> lanes.remove(partition.partition()));
  }

  /** They are somebody else's already: nothing can be recorded any more. */
  public void lost(Collection<TopicPartition> partitions) {
    of(partitions).forEach(Lane::close);
    partitions.forEach(partition -> lanes.remove(partition.partition()));
  }

  private List<Lane> of(Collection<TopicPartition> partitions) {
    List<Lane> found = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Lane lane = lanes.get(partition.partition());
      if (lane != null) {
        found.add(lane);
      }
    }
    return found;
  }

  /** Claims nothing more, records what finishes in time, and gives the rest up. */
  private void giveUp(List<Lane> leaving, Duration patience) {
    Instant end = clock.instant().plus(patience);
    while (leaving.stream().anyMatch(Lane::isBusy) && clock.instant().isBefore(end)) {
      mailbox.await(NAP);
      mailbox.open();
      leaving.forEach(lane -> lane.advance(clock.instant(), 0));
    }
    leaving.forEach(Lane::close);
  }

  /** Gives everything up. */
  public void close(Duration patience) {
    giveUp(List.copyOf(lanes.values()), patience);
    lanes.clear();
  }

  /** Hands a verified record to its lane. */
  public void arrive(int partition, long offset, Verdict verdict, Instant now) {
    Lane lane = lanes.get(partition);
    if (lane != null) {
      lane.arrive(offset, verdict, now);
    }
  }

  /**
   * Lets each lane do what is due; workers are free for all of them, if anything may start. Each
   * time another one is the first, so that none takes every worker, or all that a handler admits.
   */
  public void advance(Instant now, boolean mayStart) {
    int workers = mayStart ? bounds.workers() : 0;
    for (Lane lane : inTurn(lanes.values(), turns++)) {
      int inFlight = lanes.values().stream().mapToInt(Lane::inFlight).sum();
      lane.advance(now, Math.max(0, workers - inFlight));
    }
  }

  /** The same, and each of them the first in one of as many turns. */
  static <T> List<T> inTurn(Collection<T> all, int turn) {
    List<T> order = new ArrayList<>(all);
    Collections.rotate(order, turn);
    return order;
  }

  /** The lanes by partition. */
  public Map<Integer, Lane> all() {
    return Map.copyOf(lanes);
  }

  /** Whether a lane may be given more records now. */
  public boolean mayDeliver(Lane lane) {
    long queued = lanes.values().stream().mapToLong(Lane::queued).sum();
    return lane.hasRoom() && queued < bounds.queuedBytes();
  }

  /** Whether the group has spoken and every partition that it gave is in our hands. */
  public boolean isReady() {
    return joined && lanes.values().stream().allMatch(Lane::isOpen);
  }
}

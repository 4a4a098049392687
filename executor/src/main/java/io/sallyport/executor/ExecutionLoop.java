package io.sallyport.executor;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.revocation.Revocations;
import io.sallyport.executor.handler.Joining.Joined;
import io.sallyport.executor.lane.Lane;
import io.sallyport.executor.lane.Lanes;
import io.sallyport.executor.lane.Mailbox;
import io.sallyport.executor.lane.Workshop;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.LedgerTime;
import io.sallyport.executor.ledger.Turn;
import io.sallyport.executor.outcome.ExecutorMetrics;
import io.sallyport.executor.perform.Performing;
import io.sallyport.executor.resolve.Answer;
import io.sallyport.executor.resolve.Docket;
import io.sallyport.executor.verify.SealedAction;
import io.sallyport.executor.verify.Verdict;
import io.sallyport.executor.verify.Verifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Verify, claim, lease, perform, record. One thread polls and owns everything here but {@link
 * #perform}, which runs on a thread of each action, and the readers of readiness.
 */
final class ExecutionLoop implements Workshop {
  private static final Duration POLL = Duration.ofMillis(100);

  /** From so many records on it pays to verify them on all processors. */
  private static final int MANY = 16;

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Verifier verifier;
  private final Performing performing;
  private final Revocations revocations;
  private final Docket docket;
  private final ExecutorMetrics metrics;
  private final Clock clock;
  private final Mailbox mailbox;
  private final Lanes lanes;
  private final AtomicLong moved = new AtomicLong();
  private volatile boolean stopping;
  private volatile boolean ready;
  private volatile Instant polled;
  private @Nullable RuntimeException cause;
  private boolean interrupted;

  /** What the loop works with. */
  record Parts(
      String topic,
      Consumer<byte[], byte[]> consumer,
      Verifier verifier,
      Performing performing,
      Revocations revocations,
      Docket docket,
      ExecutorMetrics metrics,
      Clock clock) {}

  /** A loop whose lanes are made around it and its mailbox. */
  ExecutionLoop(Parts parts, Function<ExecutionLoop, Lanes> lanes) {
    this.topic = parts.topic();
    this.consumer = parts.consumer();
    this.verifier = parts.verifier();
    this.performing = parts.performing();
    this.revocations = parts.revocations();
    this.docket = parts.docket();
    this.metrics = parts.metrics();
    this.clock = parts.clock();
    this.polled = clock.instant();
    this.mailbox = new Mailbox(consumer::wakeup);
    this.lanes = lanes.apply(this);
  }

  /** Works until {@link #stop()}; throws what stopped it, if anything else did. */
  void run() {
    consumer.subscribe(List.of(topic), new Seats());
    while (!stopping) {
      round();
    }
    if (cause != null) {
      throw cause;
    }
  }

  /** One round: take in what other threads tell, verify what came, claim and record what is due. */
  private void round() {
    mailbox.open();
    List<ConsumerRecord<byte[], byte[]>> records = poll();
    Instant now = clock.instant();
    for (Checked each : verified(records, now)) {
      lanes.arrive(each.record().partition(), each.record().offset(), each.verdict(), now);
    }
    lanes.all().forEach(this::pass);
    lanes.all().forEach(this::answer);
    lanes.advance(clock.instant(), revocations.isCurrent());
    lanes.all().forEach(this::throttle);
    ready = lanes.isReady();
  }

  private void pass(int partition, Lane lane) {
    if (lane.isOpen()) {
      position(consumer, of(partition)).ifPresent(lane::passed);
    }
  }

  /** Where the consumer stands; nothing where only a leader could tell: nobody waits for one. */
  static OptionalLong position(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    try {
      return OptionalLong.of(consumer.position(partition, Duration.ZERO));
    } catch (TimeoutException | WakeupException e) {
      return OptionalLong.empty();
    }
  }

  /** A record and what it is. */
  private record Checked(ConsumerRecord<byte[], byte[]> record, Verdict verdict) {}

  /** What was polled, in its order; much of it is verified by several threads. */
  private List<Checked> verified(List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
    Stream<ConsumerRecord<byte[], byte[]>> all =
        records.size() < MANY ? records.stream() : records.parallelStream();
    return all.map(record -> new Checked(record, verifier.verify(record, now))).toList();
  }

  /** Leases and performs; on the action's own thread, after its claim was committed. */
  @Override
  public Ending perform(SealedAction action, Claim claim, LedgerTime time) {
    metrics.begun();
    long start = System.nanoTime();
    try {
      return performing.perform(action, claim, time);
    } finally {
      metrics.done(claim.action().type(), System.nanoTime() - start);
    }
  }

  @Override
  public Joined join(SealedAction action, Instant startBy) {
    return performing.join(action, startBy);
  }

  @Override
  public Optional<Code> stopped(SealedAction action) {
    return performing.stopped(action);
  }

  /** What arrived; nothing if another thread had something to tell. Never twice in a row. */
  private List<ConsumerRecord<byte[], byte[]>> poll() {
    polled = clock.instant();
    try {
      boolean mayWait = interrupted || mailbox.beginPoll();
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      consumer.poll(mayWait && !interrupted ? POLL : Duration.ZERO).forEach(records::add);
      interrupted = false;
      return records;
    } catch (WakeupException e) {
      interrupted = true;
      return List.of();
    } finally {
      mailbox.endPoll();
    }
  }

  /** What operators said of this partition's doubts is recorded by its lane, once. */
  private void answer(int partition, Lane lane) {
    Instant now = clock.instant();
    for (Answer answer : docket.of(partition, now)) {
      lane.resolve(answer, now)
          .ifPresent(code -> {
            docket.remove(answer);
            if (code != Code.RESOLVED) {
              metrics.resolution(code);
            }
          });
    }
  }

  private void throttle(int partition, Lane lane) {
    TopicPartition trusted = of(partition);
    boolean paused = consumer.paused().contains(trusted);
    if (lanes.mayDeliver(lane) && paused) {
      consumer.resume(List.of(trusted));
    } else if (!lanes.mayDeliver(lane) && !paused) {
      consumer.pause(List.of(trusted));
    }
  }

  @Override
  public void deliver(int partition, long offset) {
    consumer.seek(of(partition), offset);
  }

  private TopicPartition of(int partition) {
    return new TopicPartition(topic, partition);
  }

  @Override
  public ConsumerGroupMetadata group() {
    return consumer.groupMetadata();
  }

  @Override
  public void committed(Turn turn, Optional<Instant> appended) {
    metrics.committed(turn);
    appended.ifPresent(at -> metrics.behind(Duration.between(clock.instant(), at)));
  }

  @Override
  public void failed(String result) {
    metrics.failed(result);
  }

  @Override
  public void moved() {
    moved.incrementAndGet();
  }

  /** How many records of ledgers were replayed; for any thread. */
  long replayed() {
    return moved.get();
  }

  @Override
  public void stop(RuntimeException failure) {
    cause = failure;
    stopping = true;
  }

  /** Ends the loop soon; for any thread. */
  void stop() {
    mailbox.post(() -> stopping = true);
  }

  /** Records what finishes in time, leaves the rest to the next owner, leaves the group. */
  void close(Duration patience) {
    lanes.close(patience);
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /** Why this process should be given no work; for any thread. */
  Optional<String> notReady() {
    if (!ready) {
      return Optional.of("partitions are not assigned and recovered");
    }
    if (!revocations.isCurrent()) {
      return Optional.of("revocations are not confirmed");
    }
    boolean stuck = polled.plusSeconds(30).isBefore(clock.instant());
    return stuck ? Optional.of("the polling thread makes no progress") : Optional.empty();
  }

  /** The group's callbacks, on the polling thread; a new partition is paused until it is ours. */
  private final class Seats implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> consumer.seek(partition, 0));
      consumer.pause(partitions);
      lanes.assigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      lanes.revoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lanes.lost(partitions);
    }
  }
}

package io.sallyport.validator.hold;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.stream.GateObserver;
import io.sallyport.validator.stream.Outgoing;
import io.sallyport.validator.stream.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the holds say: all effects are computed first, then bytes are put and forwarded
 * in this one place. Owned by the stream thread.
 */
final class HoldsProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Topics topics;
  private final Supplier<Holds> holds;
  private final GateObserver observer;
  private final InstantSource clock;
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable HoldStore memory;

  HoldsProcessor(Topics topics, Supplier<Holds> holds, GateObserver observer, InstantSource clock) {
    this.topics = topics;
    this.holds = holds;
    this.observer = observer;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    HoldStore opened = new HoldStore(context.getStateStore(Stores.HOLDS));
    TaskId task = context.taskId();
    this.context = context;
    this.memory = opened;
    observer.moved(task, clock.instant());
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, at -> tick(opened, task));
  }

  @Override
  public void close() {
    observer.ended(required(context).taskId());
  }

  /** A tombstone says nothing here: what was closed was closed by this very step. */
  @Override
  public void process(Record<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    Bytes key = record.key() == null ? Bytes.of() : Bytes.of(record.key());
    RecordMetadata place =
        required(context)
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record lies somewhere"));
    HoldStore stores = required(memory);
    var chain = stores.chain(place.partition());
    Instant now = clock.instant();
    HoldEffects effects =
        place.topic().equals(topics.approvals())
            ? holds.get().verdict(new Holds.Cast(key, Bytes.of(value)), stores, chain, now)
            : holds
                .get()
                .open(
                    new Holds.Placed(cell(place.topic()), key, Bytes.of(value)),
                    stores,
                    chain,
                    now);
    carry(effects, stores, now);
  }

  private String cell(String topic) {
    return topic.substring(topics.held("x").length() - 1);
  }

  private void tick(HoldStore stores, TaskId task) {
    Instant now = clock.instant();
    carry(holds.get().tick(stores, stores.chain(task.partition()), now), stores, now);
    observer.moved(task, now);
  }

  private void carry(HoldEffects effects, HoldStore stores, Instant now) {
    ProcessorContext<byte[], byte[]> stream = required(context);
    stores.apply(effects);
    effects
        .outputs()
        .forEach(output -> stream.forward(Outgoing.record(output, now), output.sink()));
    for (Change change : effects.changes()) {
      if (change instanceof Change.Closed closed && closed.isLast()) {
        stream.forward(tombstone(closed, now), Sinks.closed(closed.held().cell()));
      }
    }
    effects.endings().forEach(observer::holdEnded);
    effects.verdicts().forEach(observer::verdict);
  }

  private static Record<byte[], byte @Nullable []> tombstone(Change.Closed closed, Instant now) {
    byte[] key = Bytes.utf8(closed.held().id().text()).toArray();
    return new Record<>(key, null, now.toEpochMilli());
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("init comes before anything else");
    }
    return value;
  }
}

package io.sallyport.validator.desk;

import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.stream.GateObserver;
import io.sallyport.validator.stream.Outgoing;
import io.sallyport.validator.stream.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the desk says: all effects are computed first, then bytes are put and forwarded
 * in this one place. Owned by the stream thread.
 */
final class DeskProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Topics topics;
  private final Supplier<Desk> desks;
  private final GateObserver observer;
  private final InstantSource clock;
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable DeskStore memory;

  DeskProcessor(Topics topics, Supplier<Desk> desks, GateObserver observer, InstantSource clock) {
    this.topics = topics;
    this.desks = desks;
    this.observer = observer;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    DeskStore opened = new DeskStore(context.getStateStore(Stores.DESK));
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

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place =
        required(context)
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record lies somewhere"));
    DeskStore stores = required(memory);
    ChainState chain = stores.chain(place.partition());
    Instant now = clock.instant();
    Inbox.Placed placed =
        new Inbox.Placed(
            place.partition(), bytes(record.key()), bytes(record.value()), receipt(record));
    DeskEffects effects =
        place.topic().equals(topics.desk())
            ? desks.get().decide(placed, stores, chain, now)
            : desks.get().outcome(new Desk.Outcome(cell(place), placed), stores, chain, now);
    carry(effects, stores, now);
    effects.outcomes().forEach(result -> observer.outcome(cell(place), result));
  }

  private String cell(RecordMetadata place) {
    return place.topic().substring(topics.outcomes("x").length() - 1);
  }

  private static Bytes bytes(byte @Nullable [] array) {
    return array == null ? Bytes.of() : Bytes.of(array);
  }

  /** The one header, if there is exactly that. */
  private static Optional<String> receipt(Record<byte[], byte[]> record) {
    Header[] headers = record.headers().toArray();
    boolean isOne =
        headers.length == 1
            && headers[0].key().equals(Headers.RECEIPT)
            && headers[0].value() != null;
    return isOne
        ? Optional.of(new String(headers[0].value(), StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  private void tick(DeskStore stores, TaskId task) {
    Instant now = clock.instant();
    carry(desks.get().tick(stores, stores.chain(task.partition()), now), stores, now);
    observer.moved(task, now);
  }

  private void carry(DeskEffects effects, DeskStore stores, Instant now) {
    ProcessorContext<byte[], byte[]> stream = required(context);
    stores.apply(effects);
    effects
        .outputs()
        .forEach(output -> stream.forward(Outgoing.record(output, now), output.sink()));
    effects.endings().forEach(observer::deskEnded);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("init comes before anything else");
    }
    return value;
  }
}

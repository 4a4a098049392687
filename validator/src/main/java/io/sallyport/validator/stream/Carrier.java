package io.sallyport.validator.stream;

import io.sallyport.validator.gate.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what a core says: all effects are computed first, then bytes are put and forwarded in
 * one place. Owned by the stream thread.
 *
 * @param <M> what is remembered of one partition
 */
public abstract class Carrier<M> implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration TICK = Duration.ofSeconds(1);

  /** A task that begins reads what lies there, then looks what is overdue: within two seconds. */
  private static final Duration FIRST = Duration.ofMillis(500);

  /** What is younger has waited for nothing, so its task keeps up. */
  private static final Duration PROMPT = StreamsSettings.COMMIT_INTERVAL;

  private final GateObserver observer;
  private final InstantSource clock;
  private @Nullable Task<M> task;

  private record Task<M>(ProcessorContext<byte[], byte[]> context, M memory) {}

  /** A carrier that tells {@code observer} of its progress. */
  protected Carrier(GateObserver observer, InstantSource clock) {
    this.observer = observer;
    this.clock = clock;
  }

  /** Made anew whenever a task begins, so that nothing outlives an aborted transaction. */
  protected abstract M open(ProcessorContext<byte[], byte[]> context);

  /** Takes one record. */
  protected abstract void take(
      Record<byte[], byte[]> record, RecordMetadata place, M memory, Instant now);

  /** Does what is due: soon after a task begins, since it may be late, and once a second. */
  protected abstract void tick(M memory, Instant now);

  @Override
  public final void init(ProcessorContext<byte[], byte[]> context) {
    M memory = open(context);
    TaskId id = context.taskId();
    task = new Task<>(context, memory);
    observer.moved(id, clock.instant());
    context.schedule(
        Instant.ofEpochMilli(context.currentSystemTimeMs()).plus(FIRST),
        TICK,
        PunctuationType.WALL_CLOCK_TIME,
        at -> {
          Instant now = clock.instant();
          tick(memory, now);
          observer.moved(id, now);
        });
  }

  @Override
  public final void close() {
    observer.ended(begun().context().taskId());
  }

  @Override
  public final void process(Record<byte[], byte[]> record) {
    Task<M> begun = begun();
    RecordMetadata place =
        begun
            .context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record lies somewhere"));
    Instant now = clock.instant();
    take(record, place, begun.memory(), now);
    if (isPrompt(record, now) && observer.asksForCommit(now)) {
      begun.context().commit();
    }
  }

  /**
   * Whether {@code record} is worth a commit of its own: a task that keeps up has time for it, one
   * that lags behind shares the commit of the interval among more records. By the broker's clock:
   * where that is further off than the interval, all wait for it.
   */
  private static boolean isPrompt(Record<byte[], byte[]> record, Instant now) {
    Duration age = Duration.between(Instant.ofEpochMilli(record.timestamp()), now);
    return age.abs().compareTo(PROMPT) < 0;
  }

  /** Forwards {@code outputs}, written at {@code now}. */
  protected final void forward(List<Output> outputs, Instant now) {
    ProcessorContext<byte[], byte[]> stream = begun().context();
    outputs.forEach(output -> stream.forward(Outgoing.record(output, now), output.sink()));
  }

  /** Forwards {@code record} to whatever comes next. */
  protected final void forward(Record<byte[], byte[]> record) {
    begun().context().forward(record);
  }

  private Task<M> begun() {
    Task<M> begun = task;
    if (begun == null) {
      throw new IllegalStateException("init comes before anything else");
    }
    return begun;
  }
}

package io.sallyport.validator.arrive;

import io.sallyport.validator.stream.Placed;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Carries each record on as {@link Arrivals} says. Owned by the stream thread. */
final class ArriveProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final ArriveStep step;
  private @Nullable ProcessorContext<byte[], byte[]> context;

  ArriveProcessor(ArriveStep step) {
    this.step = step;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    TaskId task = context.taskId();
    this.context = context;
    step.observer().moved(task, step.clock().instant());
    context.schedule(
        TICK,
        PunctuationType.WALL_CLOCK_TIME,
        at -> step.observer().moved(task, step.clock().instant()));
  }

  @Override
  public void close() {
    step.observer().ended(stream().taskId());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> stream = stream();
    Arrived arrived =
        step.arrivals()
            .rekey(Placed.delivery(record, stream.recordMetadata()), step.sources().get());
    Record<byte[], byte[]> carried =
        record.withKey(arrived.key().toArray()).withHeaders(arrived.headers());
    stream.forward(arrived.body().map(body -> carried.withValue(body.toArray())).orElse(carried));
  }

  private ProcessorContext<byte[], byte[]> stream() {
    ProcessorContext<byte[], byte[]> stream = context;
    if (stream == null) {
      throw new IllegalStateException("init comes before anything else");
    }
    return stream;
  }
}

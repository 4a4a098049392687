package io.sallyport.validator.arrive;

import io.sallyport.validator.stream.Carrier;
import io.sallyport.validator.stream.Placed;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Carries each record on as {@link Arrivals} says. Owned by the stream thread. */
final class ArriveProcessor extends Carrier<Arrivals> {
  private final ArriveStep step;

  ArriveProcessor(ArriveStep step) {
    super(step.observer(), step.clock());
    this.step = step;
  }

  /** It remembers nothing. */
  @Override
  protected Arrivals open(ProcessorContext<byte[], byte[]> context) {
    return step.arrivals();
  }

  @Override
  protected void take(
      Record<byte[], byte[]> record, RecordMetadata place, Arrivals arrivals, Instant now) {
    Arrived arrived = arrivals.rekey(Placed.delivery(record, place), step.sources().get());
    Record<byte[], byte[]> carried =
        record.withKey(arrived.key().toArray()).withHeaders(arrived.headers());
    forward(arrived.body().map(body -> carried.withValue(body.toArray())).orElse(carried));
  }

  @Override
  protected void tick(Arrivals arrivals, Instant now) {}
}

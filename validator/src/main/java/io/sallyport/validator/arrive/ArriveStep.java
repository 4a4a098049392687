package io.sallyport.validator.arrive;

import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.stream.GateObserver;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * Arrive as a step of the topology; it keeps nothing, so its input may have any partitions.
 *
 * @param sources those of the bundle that decides now, by name
 * @param arrivals keys records again
 * @param observer told of progress
 * @param clock the wall clock
 */
public record ArriveStep(
    Supplier<Map<String, SourceSpec>> sources,
    Arrivals arrivals,
    GateObserver observer,
    InstantSource clock)
    implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

  @Override
  public Processor<byte[], byte[], byte[], byte[]> get() {
    return new ArriveProcessor(this);
  }
}

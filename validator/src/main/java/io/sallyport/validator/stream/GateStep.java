package io.sallyport.validator.stream;

import io.sallyport.validator.gate.Gate;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The gate as a step of the topology: a processor and its stores for each input partition.
 *
 * @param gates the gate that decides now
 * @param observer told of endings and progress
 * @param clock the wall clock
 */
public record GateStep(Supplier<Gate> gates, GateObserver observer, InstantSource clock)
    implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

  @Override
  public Processor<byte[], byte[], byte[], byte[]> get() {
    return new GateProcessor(gates, observer, clock);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(Stores.builder(Stores.SEEN), Stores.builder(Stores.CHAINS));
  }
}

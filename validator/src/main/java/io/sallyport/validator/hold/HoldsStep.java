package io.sallyport.validator.hold;

import io.sallyport.contract.Topics;
import io.sallyport.validator.stream.GateObserver;
import io.sallyport.validator.stream.Stores;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The holds as a step of the topology: a processor and its store for each partition.
 *
 * @param topics the names
 * @param holds those that end now
 * @param observer told of endings and progress
 * @param clock the wall clock
 */
public record HoldsStep(
    Topics topics, Supplier<Holds> holds, GateObserver observer, InstantSource clock)
    implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

  @Override
  public Processor<byte[], byte[], byte[], byte[]> get() {
    return new HoldsProcessor(this);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(Stores.holds());
  }
}

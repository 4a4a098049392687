package io.sallyport.validator.stream;

import io.sallyport.validator.gate.Gate;
import java.time.InstantSource;
import java.util.Optional;
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
 * @param spectator told of each delivery and what came of it
 * @param clock the wall clock
 */
public record GateStep(
    Supplier<Gate> gates, GateObserver observer, Optional<Spectator> spectator, InstantSource clock)
    implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

  /** A step that nobody watches. */
  public GateStep(Supplier<Gate> gates, GateObserver observer, InstantSource clock) {
    this(gates, observer, Optional.empty(), clock);
  }

  @Override
  public Processor<byte[], byte[], byte[], byte[]> get() {
    return new GateProcessor(this);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(Stores.seen(), Stores.chains());
  }
}

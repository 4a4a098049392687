package io.sallyport.validator.stream;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.admit.Seen;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the gate says: all effects are computed first, then bytes are put and forwarded
 * in this one place. Owned by the stream thread.
 */
final class GateProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Supplier<Gate> gates;
  private final GateObserver observer;
  private final Optional<Spectator> spectator;
  private final InstantSource clock;
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable GateMemory memory;

  GateProcessor(
      Supplier<Gate> gates,
      GateObserver observer,
      Optional<Spectator> spectator,
      InstantSource clock) {
    this.gates = gates;
    this.observer = observer;
    this.spectator = spectator;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    GateMemory opened =
        new GateMemory(context.getStateStore(Stores.SEEN), context.getStateStore(Stores.CHAINS));
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
    GateMemory stores = required(memory);
    Delivery delivery = Placed.delivery(record, required(context).recordMetadata());
    Instant now = clock.instant();
    ChainState chain = stores.chain(delivery.place().partition());
    Map<DedupeId, Optional<Seen>> recalled = new HashMap<>();
    Memory recalling = id -> recalled.computeIfAbsent(id, stores::find);
    Effects effects = gates.get().pass(delivery, recalling, chain, now);
    carry(effects, stores, now);
    spectator.ifPresent(
        watching -> watching.saw(new Spectator.Judged(delivery, recalled, now, effects)));
  }

  private void tick(GateMemory stores, TaskId task) {
    Instant now = clock.instant();
    Gate gate = gates.get();
    ChainState chain = stores.chain(task.partition());
    if (!chain.bundle().equals(Optional.of(gate.version()))) {
      carry(gate.announce(chain, now), stores, now);
    }
    stores.clean(now);
    observer.moved(task, now);
  }

  private void carry(Effects effects, GateMemory stores, Instant now) {
    ProcessorContext<byte[], byte[]> stream = required(context);
    stores.apply(effects);
    effects
        .outputs()
        .forEach(output -> stream.forward(Outgoing.record(output, now), output.sink()));
    effects.endings().forEach(observer::ended);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("init comes before anything else");
    }
    return value;
  }
}

package io.sallyport.validator.stream;

import io.sallyport.contract.id.DedupeId;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Memory;
import io.sallyport.validator.admit.Seen;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Gate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Carries out what the gate says. Owned by the stream thread. */
final class GateProcessor extends Carrier<GateMemory> {
  private final GateStep step;

  GateProcessor(GateStep step) {
    super(step.observer(), step.clock());
    this.step = step;
  }

  @Override
  protected GateMemory open(ProcessorContext<byte[], byte[]> context) {
    return new GateMemory(
        context.getStateStore(Stores.SEEN),
        context.getStateStore(Stores.CHAINS),
        context.taskId().partition());
  }

  @Override
  protected void take(
      Record<byte[], byte[]> record, RecordMetadata place, GateMemory memory, Instant now) {
    Delivery delivery = Placed.delivery(record, place);
    Map<DedupeId, Optional<Seen>> recalled = new HashMap<>();
    Memory recalling = id -> recalled.computeIfAbsent(id, memory::find);
    Effects effects = step.gates().get().pass(delivery, recalling, memory.chain(), now);
    carry(effects, memory, now);
    step.spectator()
        .ifPresent(
            watching -> watching.saw(new Spectator.Judged(delivery, recalled, now, effects)));
  }

  @Override
  protected void tick(GateMemory memory, Instant now) {
    Gate gate = step.gates().get();
    if (!memory.chain().bundle().equals(Optional.of(gate.version()))) {
      carry(gate.announce(memory.chain(), now), memory, now);
    }
    memory.clean(now);
  }

  private void carry(Effects effects, GateMemory memory, Instant now) {
    memory.apply(effects);
    forward(effects.outputs(), now);
    effects.endings().forEach(step.observer()::ended);
  }
}

package io.sallyport.validator.hold;

import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.stream.Carrier;
import io.sallyport.validator.stream.Stores;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Carries out what the holds say. Owned by the stream thread. */
final class HoldsProcessor extends Carrier<HoldStore> {
  /** How often a tick looks again while there is more, so that many deadlines at once are kept. */
  private static final int ROUNDS = 5;

  private final HoldsStep step;

  HoldsProcessor(HoldsStep step) {
    super(step.observer(), step.clock());
    this.step = step;
  }

  @Override
  protected HoldStore open(ProcessorContext<byte[], byte[]> context) {
    return new HoldStore(context.getStateStore(Stores.HOLDS), context.taskId().partition());
  }

  /** A tombstone says nothing here: what was closed was closed by this very step. */
  @Override
  protected void take(
      Record<byte[], byte[]> record, RecordMetadata place, HoldStore memory, Instant now) {
    if (record.value() == null) {
      return;
    }
    Bytes key = record.key() == null ? Bytes.of() : Bytes.of(record.key());
    Bytes value = Bytes.of(record.value());
    Holds holds = step.holds().get();
    carry(
        place.topic().equals(step.topics().approvals())
            ? holds.verdict(
                new Holds.Cast(place.partition(), key, value), memory, memory.chain(), now)
            : holds.open(
                new Holds.Placed(Topics.cell(place.topic()), key, value),
                memory,
                memory.chain(),
                now),
        memory,
        now);
  }

  @Override
  protected void tick(HoldStore memory, Instant now) {
    int ended = HoldStore.AT_ONCE;
    for (int round = 0; round < ROUNDS && ended >= HoldStore.AT_ONCE; round++) {
      HoldEffects effects = step.holds().get().tick(memory, memory.chain(), now);
      carry(effects, memory, now);
      ended = effects.endings().size();
    }
  }

  private void carry(HoldEffects effects, HoldStore memory, Instant now) {
    memory.apply(effects);
    forward(effects.outputs(), now);
    effects.endings().forEach(step.observer()::holdEnded);
    effects.verdicts().forEach(step.observer()::verdict);
  }
}

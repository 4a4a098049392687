package io.sallyport.validator.desk;

import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.stream.Carrier;
import io.sallyport.validator.stream.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Carries out what the desk says. Owned by the stream thread. */
final class DeskProcessor extends Carrier<DeskStore> {
  /** In the metric, instead of a cell. */
  private static final String HOLDS = "-";

  private final DeskStep step;

  DeskProcessor(DeskStep step) {
    super(step.observer(), step.clock());
    this.step = step;
  }

  @Override
  protected DeskStore open(ProcessorContext<byte[], byte[]> context) {
    return new DeskStore(context.getStateStore(Stores.DESK), context.taskId().partition());
  }

  @Override
  protected void take(
      Record<byte[], byte[]> record, RecordMetadata place, DeskStore memory, Instant now) {
    Inbox.Placed placed =
        new Inbox.Placed(
            place.partition(), bytes(record.key()), bytes(record.value()), receipt(record));
    Desk desk = step.desks().get();
    if (place.topic().equals(step.topics().desk())) {
      DeskEffects effects = desk.decide(placed, memory, memory.chain(), now);
      carry(effects, memory, now);
      effects.outcomes().forEach(result -> step.observer().outcome(HOLDS, result));
      return;
    }
    String cell = Topics.cell(place.topic());
    Instant at = Instant.ofEpochMilli(record.timestamp());
    Desk.Outcome outcome = new Desk.Outcome(cell, placed, at);
    DeskEffects effects = desk.outcome(outcome, memory, memory.chain(), now);
    carry(effects, memory, now);
    effects.outcomes().forEach(result -> step.observer().outcome(cell, result));
  }

  private static Bytes bytes(byte @Nullable [] array) {
    return array == null ? Bytes.of() : Bytes.of(array);
  }

  /** The one header, if there is exactly that. */
  private static Optional<String> receipt(Record<byte[], byte[]> record) {
    Header[] headers = record.headers().toArray();
    boolean isOne =
        headers.length == 1
            && headers[0].key().equals(Headers.RECEIPT)
            && headers[0].value() != null;
    return isOne
        ? Optional.of(new String(headers[0].value(), StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  @Override
  protected void tick(DeskStore memory, Instant now) {
    Desk desk = step.desks().get();
    carry(desk.tick(memory, memory.chain(), now), memory, now);
    new Round(desk, memory, effects -> carry(effects, memory, now)).go(now);
  }

  private void carry(DeskEffects effects, DeskStore memory, Instant now) {
    memory.apply(effects);
    forward(effects.outputs(), now);
    effects.endings().forEach(step.observer()::deskEnded);
  }
}

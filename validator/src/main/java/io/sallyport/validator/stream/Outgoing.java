package io.sallyport.validator.stream;

import io.sallyport.contract.id.Bytes;
import io.sallyport.validator.gate.Output;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Makes what Kafka Streams writes of what a core says. */
public final class Outgoing {
  private Outgoing() {}

  /** The record, written at {@code now}. */
  public static Record<byte[], byte @Nullable []> record(Output output, Instant now) {
    RecordHeaders headers = new RecordHeaders();
    output
        .headers()
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.US_ASCII)));
    byte @Nullable [] value = output.value().map(Bytes::toArray).orElse(null);
    return new Record<>(output.key().toArray(), value, now.toEpochMilli(), headers);
  }
}

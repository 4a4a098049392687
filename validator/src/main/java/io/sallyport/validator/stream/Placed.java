package io.sallyport.validator.stream;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import io.sallyport.validator.admit.Delivery;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes a delivery of what Kafka Streams hands over. */
public final class Placed {
  private Placed() {}

  /** The record as it lies there. */
  public static Delivery delivery(Record<byte[], byte[]> record, RecordMetadata place) {
    return new Delivery(
        new Origin(place.topic(), place.partition(), place.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        bytes(record.key()),
        bytes(record.value()),
        record.headers());
  }

  private static Optional<Bytes> bytes(byte @Nullable [] array) {
    return array == null ? Optional.empty() : Optional.of(Bytes.of(array));
  }
}

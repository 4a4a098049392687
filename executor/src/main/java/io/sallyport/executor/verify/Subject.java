package io.sallyport.executor.verify;

import io.sallyport.action.record.WireFormat;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record under verification; a missing key or value counts as an empty one.
 *
 * @param record as it was read
 * @param mandate its header, if it has one
 * @param now when
 */
record Subject(ConsumerRecord<byte[], byte[]> record, Optional<String> mandate, Instant now) {
  static Subject of(ConsumerRecord<byte[], byte[]> record, Instant now) {
    return new Subject(record, Headers.ascii(record.headers(), Headers.MANDATE), now);
  }

  byte[] key() {
    return orEmpty(record.key());
  }

  byte[] value() {
    return orEmpty(record.value());
  }

  /** The value without its frame; empty when it has none. */
  Optional<Bytes> avro() {
    return WireFormat.unframe(value()).map(WireFormat.Framed::avro);
  }

  /** As it is for whoever verifies it again. */
  SealedRecord sealed() {
    return new SealedRecord(
        record.topic(),
        record.partition(),
        Bytes.of(key()),
        Bytes.of(value()),
        mandate.orElseThrow());
  }

  Verdict rejected(Code code) {
    return new Verdict.Rejected(code, Digest.of(value()));
  }

  private static byte[] orEmpty(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }
}

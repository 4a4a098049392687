package io.sallyport.executor.verify;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The record under verification, and when; a missing key or value counts as an empty one. */
record Subject(ConsumerRecord<byte[], byte[]> record, Instant now) {
  byte[] key() {
    return orEmpty(record.key());
  }

  byte[] value() {
    return orEmpty(record.value());
  }

  Optional<String> mandate() {
    return Headers.ascii(record.headers(), Headers.MANDATE);
  }

  /** As it is for whoever verifies it again. */
  SealedRecord sealed() {
    return new SealedRecord(
        record.topic(),
        record.partition(),
        Bytes.of(key()),
        Bytes.of(value()),
        mandate().orElseThrow());
  }

  Verdict rejected(Code code) {
    return new Verdict.Rejected(code, Digest.of(value()));
  }

  private static byte[] orEmpty(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }
}

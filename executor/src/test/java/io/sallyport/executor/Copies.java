package io.sallyport.executor;

import io.sallyport.contract.mandate.Mandate;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Copies of a sealed record with one thing changed. */
final class Copies {
  private Copies() {}

  static ProducerRecord<byte[], byte[]> onPartition(
      ProducerRecord<byte[], byte[]> record, int partition) {
    return new ProducerRecord<>(
        record.topic(), partition, null, record.key(), record.value(), record.headers());
  }

  static ProducerRecord<byte[], byte[]> withKey(ProducerRecord<byte[], byte[]> record, byte[] key) {
    return new ProducerRecord<>(
        record.topic(), record.partition(), null, key, record.value(), record.headers());
  }

  /** The mandate as it would have been issued so many seconds later. */
  static Mandate issued(Mandate mandate, long seconds) {
    Mandate.Validity validity = mandate.validity();
    Instant issued = validity.issuedAt().plusSeconds(seconds);
    return valid(
        mandate, new Mandate.Validity(issued, issued, validity.expiresAt().plusSeconds(seconds)));
  }

  /** The mandate with another life. */
  static Mandate valid(Mandate mandate, Mandate.Validity validity) {
    return new Mandate(
        mandate.parties(),
        mandate.id(),
        validity,
        mandate.grant(),
        mandate.decision(),
        mandate.evidence(),
        mandate.approvals(),
        mandate.hold());
  }
}

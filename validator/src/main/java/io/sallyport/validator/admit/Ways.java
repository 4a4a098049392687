package io.sallyport.validator.admit;

import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.evidence.source.SourceSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * The ways on which deliveries come to the gate: from ingest on untrusted, from a direct producer
 * over arrived. What a record on arrived says of its origin counts, since only the validator writes
 * that topic; on untrusted it is a stranger's word, and not read.
 *
 * @param topics the names
 */
record Ways(Topics topics) {
  private static final int MAX_MILLIS = 15;

  /** The record with its origin and the append time there, if it lies on arrived and says both. */
  Delivery locate(Delivery record) {
    if (!isOnArrived(record)) {
      return record;
    }
    Optional<Origin> origin = ascii(record, Headers.ARRIVED_FROM).flatMap(Origin::find);
    Optional<Instant> at = ascii(record, Headers.ARRIVED_AT).flatMap(Ways::time);
    return origin.isPresent() && at.isPresent() ? record.from(origin.get(), at.get()) : record;
  }

  boolean isOnArrived(Delivery delivery) {
    return delivery.place().topic().equals(topics.arrived());
  }

  /** Whether a delivery of {@code source} comes on this way: from nobody else's topic. */
  boolean isOf(SourceSpec source, Delivery delivery) {
    return source.isDirect()
        ? isOnArrived(delivery) && delivery.origin().topic().equals(topics.untrusted(source.name()))
        : delivery.place().topic().equals(topics.untrusted());
  }

  /** A header that is there once, in plain ASCII. */
  static Optional<String> ascii(Delivery delivery, String name) {
    return Headers.ascii(delivery.headers(), name);
  }

  private static Optional<Instant> time(String millis) {
    boolean isCount =
        !millis.isEmpty()
            && millis.length() <= MAX_MILLIS
            && millis.chars().allMatch(c -> c >= '0' && c <= '9');
    return isCount ? Optional.of(Instant.ofEpochMilli(Long.parseLong(millis))) : Optional.empty();
  }
}

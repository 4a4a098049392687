package io.sallyport.validator.admit;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * One record that strangers wrote, as it lies there. Nothing in it is to be believed but where it
 * lies and when the broker appended it; on arrived, which only the validator writes, also where it
 * came from.
 *
 * @param origin where the sender's record lies
 * @param appendedAt the broker's append time of the sender's record
 * @param key the record's key, if it has one
 * @param body the record's value, if it has one
 * @param headers anybody's
 * @param place where the gate found it: the origin, or on arrived
 * @param flaw why no body could be made of it, where one has to be made
 */
public record Delivery(
    Origin origin,
    Instant appendedAt,
    Optional<Bytes> key,
    Optional<Bytes> body,
    Headers headers,
    Origin place,
    Optional<Code> flaw) {

  /** A record that lies where its sender wrote it. */
  public Delivery(
      Origin origin,
      Instant appendedAt,
      Optional<Bytes> key,
      Optional<Bytes> body,
      Headers headers) {
    this(origin, appendedAt, key, body, headers, origin, Optional.empty());
  }

  /** The same record, which came from {@code origin}, appended there at {@code at}. */
  Delivery from(Origin origin, Instant at) {
    return new Delivery(origin, at, key, body, headers, place, flaw);
  }

  /** The same record with the body that was made of it. */
  Delivery with(Bytes made) {
    return new Delivery(origin, appendedAt, key, Optional.of(made), headers, place, flaw);
  }

  /** The same record, of which no body could be made. */
  Delivery flawed(Code code) {
    return new Delivery(origin, appendedAt, key, body, headers, place, Optional.of(code));
  }
}

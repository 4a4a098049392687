package io.sallyport.validator.admit;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * One record of the untrusted topic, as it lies there. Nothing in it is to be believed but where it
 * lies and when the broker appended it.
 *
 * @param origin where it lies
 * @param appendedAt the broker's append time
 * @param key the record's key, if it has one
 * @param body the record's value, if it has one
 * @param headers anybody's
 */
public record Delivery(
    Origin origin,
    Instant appendedAt,
    Optional<Bytes> key,
    Optional<Bytes> body,
    Headers headers) {}

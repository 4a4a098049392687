package io.sallyport.validator.arrive;

import io.sallyport.contract.id.Bytes;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One record for arrived.
 *
 * @param key the identity that the record presents, or where it lies if it presents none
 * @param body the sender's bytes, if it sent any
 * @param headers what the gate reads
 */
record Arrived(Bytes key, Optional<Bytes> body, RecordHeaders headers) {}

package io.sallyport.executor.credential;

import io.sallyport.contract.id.ActionId;
import java.time.Duration;
import org.apache.avro.generic.GenericRecord;

/**
 * What a lease is asked for: it is good for this action and no other.
 *
 * @param action its id
 * @param fields the verified record, from which the lease is narrowed
 * @param patience how long to wait for a free lease and its issuer
 */
public record LeaseRequest(ActionId action, GenericRecord fields, Duration patience) {}

package io.sallyport.action.terms;

import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import java.time.Duration;
import java.util.Optional;

/**
 * What an action type says beside its fields.
 *
 * @param effect what it does to its target
 * @param cell the one executor deployment that performs it
 * @param order by which actions are kept in order
 * @param idempotent whether the target may be asked again under the same idempotency key
 * @param maxTtl the longest life of a mandate
 * @param classification of the data that it touches
 * @param minAssurance the least that must be proven about its source
 * @param approval the persons that each action needs, if any
 */
public record Terms(
    Effect effect,
    String cell,
    Order order,
    boolean idempotent,
    Duration maxTtl,
    Classification classification,
    Assurance minAssurance,
    Optional<Approval> approval) {
  /**
   * By which actions are kept in order.
   *
   * @param by the required string or enum field of whose value there is one action at a time
   * @param sequence the required field by whose value none is performed after a newer one, if any
   */
  public record Order(String by, Optional<String> sequence) {}
}

package io.sallyport.evidence.source;

import io.sallyport.contract.mandate.Delegation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sender signed beside the body.
 *
 * @param id the sender's id of the delivery, the same in each retry; the idempotency key where the
 *     source goes by that
 * @param signedAt when this attempt was signed
 * @param subject the agent whose key signed
 * @param delegation on whose behalf, where the agent shows that
 */
public record Claims(
    Optional<String> id,
    Optional<Instant> signedAt,
    Optional<String> subject,
    Optional<Delegation> delegation) {
  /** A signature of the body alone, or no signature. */
  public static final Claims NONE =
      new Claims(Optional.empty(), Optional.empty(), Optional.empty());

  /** On nobody's behalf. */
  public Claims(Optional<String> id, Optional<Instant> signedAt, Optional<String> subject) {
    this(id, signedAt, subject, Optional.empty());
  }

  /** A signature of the body and the time of signing. */
  public static Claims at(Instant signedAt) {
    return new Claims(Optional.empty(), Optional.of(signedAt), Optional.empty());
  }

  /**
   * Whether it was signed at most {@code tolerance} before or after {@code at}, if it says when.
   */
  public boolean isWithin(Duration tolerance, Instant at) {
    return signedAt.isEmpty()
        || Duration.between(signedAt.get(), at).abs().compareTo(tolerance) <= 0;
  }

  /** The same, on behalf of those who handed on what {@code shown} says. */
  public Claims delegated(Optional<Delegation> shown) {
    return new Claims(id, signedAt, subject, shown);
  }

  /** Whom the delivery comes from: the agent, else the source as a whole. */
  public String principal(SourceSpec source) {
    return subject.map(Principals::agent).orElseGet(source::principal);
  }
}

package io.sallyport.cli.enrol;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Person;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.jws.Jwk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A person's word that a key is theirs, signed with that key.
 *
 * @param person who asks to approve
 * @param environment where
 * @param key the public key
 * @param issuedAt whole seconds
 * @param expiresAt it proves nothing from then on
 */
record Enrolment(
    Person person, Environment environment, Jwk key, Instant issuedAt, Instant expiresAt) {
  /** The longest life. */
  static final Duration MAX_TTL = Duration.ofDays(7);

  Enrolment {
    boolean isOwn = person.keys().equals(List.of(key));
    boolean isVisible = person.identities().stream().allMatch(Statement::isText);
    boolean isBounded = issuedAt.isBefore(expiresAt) && !expiresAt.isAfter(issuedAt.plus(MAX_TTL));
    if (!isOwn || !isVisible || !isBounded) {
      throw new IllegalArgumentException(
          "an enrolment is for one key, visible names, and seven days at most");
    }
  }
}

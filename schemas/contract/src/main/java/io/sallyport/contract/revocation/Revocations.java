package io.sallyport.contract.revocation;

import io.sallyport.contract.Code;
import java.util.Optional;
import java.util.Set;

/** What a process knows of revocations; safe for any thread. */
public interface Revocations {
  /** Whether it was confirmed lately that nothing is missing; if not, nothing may start. */
  boolean isCurrent();

  /** Whether something with these targets may act no more. */
  boolean stops(Set<Target> targets);

  /**
   * Why nothing with these targets may begin now, as far as is known. That it is known is asked
   * first, and what is known after it: the thread may be held up in between, and what was revoked
   * meanwhile must be found. What was revoked is the better answer of two, since it stays.
   */
  default Optional<Code> halt(Set<Target> targets) {
    boolean current = isCurrent();
    if (stops(targets)) {
      return Optional.of(Code.REVOKED);
    }
    return current ? Optional.empty() : Optional.of(Code.REVOCATIONS_STALE);
  }

  /** Whether exactly this target was revoked. */
  boolean isRevoked(Target target);
}

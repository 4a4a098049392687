package io.sallyport.contract.revocation;

import java.util.Set;

/** What a process knows of revocations; safe for any thread. */
public interface Revocations {
  /** Whether it was confirmed lately that nothing is missing; if not, nothing may start. */
  boolean isCurrent();

  /** Whether something with these targets may act no more. */
  boolean stops(Set<Target> targets);

  /** Whether exactly this target was revoked. */
  boolean isRevoked(Target target);
}

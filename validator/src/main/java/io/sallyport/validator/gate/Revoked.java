package io.sallyport.validator.gate;

import io.sallyport.contract.revocation.Target;
import java.util.Set;

/** What operators have revoked, as far as it is known. */
@FunctionalInterface
public interface Revoked {
  /** Nothing. */
  Revoked NOTHING =
      new Revoked() {
        @Override
        public boolean stops(Set<Target> targets) {
          return false;
        }

        @Override
        public boolean any() {
          return false;
        }
      };

  /** Whether something with these targets may act no more. */
  boolean stops(Set<Target> targets);

  /** Whether there is anything that is stopped. */
  default boolean any() {
    return true;
  }
}

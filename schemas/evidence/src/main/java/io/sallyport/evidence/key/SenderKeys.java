package io.sallyport.evidence.key;

import java.time.Instant;
import java.util.Optional;

/** The keys of one sender, several while one is rotated; any number of threads may use them. */
@FunctionalInterface
public interface SenderKeys {
  /** Whether one of these keys made one of the signatures over the prefix and the body. */
  boolean hold(Signed signed, byte[] body);

  /** When the first of them ends; empty for keys that do not say. */
  default Optional<Instant> end() {
    return Optional.empty();
  }
}

package io.sallyport.evidence.signature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Verifies deliveries of one source; any number of threads may use it. */
@FunctionalInterface
public interface SignatureVerifier {

  /**
   * Verifies raw bytes, before anything parses them.
   *
   * @param headers all values of a header by its lower-case name, in order
   * @param body the bytes as they came
   * @param at when they came
   */
  Verification verify(Function<String, List<String>> headers, byte[] body, Instant at);

  /** When the first of its keys ends; empty where none says. */
  default Optional<Instant> end() {
    return Optional.empty();
  }
}

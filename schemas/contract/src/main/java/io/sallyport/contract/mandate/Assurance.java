package io.sallyport.contract.mandate;

import java.util.Locale;
import java.util.Optional;

/** How much a claim about a delivery's sender proves, from least to most. */
public enum Assurance {
  /** Ingest says so: bearer token, mTLS or nothing. */
  ASSERTED,
  /** A signature whose secret ingest holds too: a taken ingest can forge this one source. */
  SHARED,
  /** An HMAC whose secret the validator holds and ingest does not. */
  VALIDATOR_ONLY,
  /** Asymmetric evidence over the body that the validator verifies again. */
  END_TO_END;

  /** The word in schemas and records. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the word. */
  public static Optional<Assurance> parse(String text) {
    for (Assurance assurance : values()) {
      if (assurance.text().equals(text)) {
        return Optional.of(assurance);
      }
    }
    return Optional.empty();
  }
}

package io.sallyport.contract.bundle;

import io.sallyport.contract.id.Digest;
import java.util.Optional;

/**
 * Which bundle decides.
 *
 * @param digest of its files
 * @param number rises with each signed bundle, from 1; 0 for one that nobody signed
 */
public record BundleVersion(Digest digest, long number) {
  /** Refuses numbers below 0. */
  public BundleVersion {
    if (number < 0) {
      throw new IllegalArgumentException("version: 0 or more");
    }
  }

  /** A bundle that nobody signed. */
  public static BundleVersion unsigned(Digest digest) {
    return new BundleVersion(digest, 0);
  }

  /** Whether maintainers signed it. */
  public boolean isSigned() {
    return number > 0;
  }

  /** One word: {@code 7@sha256:<hex>}. */
  public String text() {
    return number + "@" + digest.text();
  }

  /** Reads what {@link #text} writes. */
  public static Optional<BundleVersion> parse(String text) {
    int at = text.indexOf('@');
    if (at < 1 || at > 18 || !text.substring(0, at).chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, at));
    return Digest.parse(text.substring(at + 1)).map(digest -> new BundleVersion(digest, number));
  }
}

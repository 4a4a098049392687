package io.sallyport.contract.resolution;

import java.util.Locale;
import java.util.Optional;

/** What a person found out about an action in doubt. */
public enum Finding {
  /** The target did it. */
  PERFORMED,
  /** The target did not do it. */
  NOT_PERFORMED;

  /** The word: {@code not-performed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads the word. */
  public static Optional<Finding> parse(String text) {
    for (Finding finding : values()) {
      if (finding.text().equals(text)) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }
}

package io.sallyport.contract.mandate;

import java.util.Locale;
import java.util.Optional;

/**
 * What an action does to its target, from harmless to lasting; the order is that of the ceiling.
 */
public enum Effect {
  /** Changes nothing. */
  READ,
  /** Changes something. */
  WRITE,
  /** Creates standing authority or something that acts later by itself. */
  PERSIST;

  /** The word in schemas and records. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the word. */
  public static Optional<Effect> parse(String text) {
    for (Effect effect : values()) {
      if (effect.text().equals(text)) {
        return Optional.of(effect);
      }
    }
    return Optional.empty();
  }
}

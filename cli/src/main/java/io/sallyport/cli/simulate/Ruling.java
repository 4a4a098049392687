package io.sallyport.cli.simulate;

import io.sallyport.validator.trial.Outcome.Judged;
import java.util.Optional;

/**
 * What a bundle says of a payload by one rule, or of the payload as a whole.
 *
 * @param words how it ends, with its code and place
 * @param allowed the action that would be sealed: its type and its record as JSON
 */
record Ruling(String words, Optional<String> allowed) {
  /** Nothing is said. */
  static final Ruling NONE = new Ruling("no decision", Optional.empty());

  /** Of a decision about an action of that type. */
  static Ruling of(Judged judged, String type) {
    String words = words(judged.result().name(), judged.code().text(), judged.pointer().orElse(""));
    return switch (judged.result()) {
      case ALLOWED, MODIFIED ->
          new Ruling(words, Optional.of(type + " " + judged.action().orElseThrow()));
      case DENIED, UNBOUND, HELD, DEFERRED, EXPIRED, REFERRED ->
          new Ruling(words, Optional.empty());
    };
  }

  /** Of a payload that ends without a decision. */
  static Ruling of(String ending, String code, String pointer) {
    return new Ruling(words(ending, code, pointer), Optional.empty());
  }

  private static String words(String ending, String code, String pointer) {
    return ending + " " + code + (pointer.isEmpty() ? "" : " at " + pointer);
  }

  /** Whether this allows an action that {@code old} does not. */
  boolean allowsMoreThan(Ruling old) {
    return allowed.isPresent() && !allowed.equals(old.allowed());
  }
}

package io.sallyport.evidence.form;

import java.util.Optional;

/**
 * A text around one value, written {@code before{name}after}.
 *
 * @param before what stands in front of the value
 * @param after what stands behind it
 */
public record Template(String before, String after) {

  /** The template with exactly one {@code {name}} and no other brace; empty if it is none. */
  static Optional<Template> parse(String text, String name) {
    String place = "{" + name + "}";
    int start = text.indexOf(place);
    if (start < 0) {
      return Optional.empty();
    }
    Template found = new Template(text.substring(0, start), text.substring(start + place.length()));
    return found.isPlain() ? Optional.of(found) : Optional.empty();
  }

  private boolean isPlain() {
    return (before + after).chars().allMatch(c -> c >= ' ' && c < 127 && c != '{' && c != '}');
  }

  /** The text with this value in it. */
  public String around(String value) {
    return before + value + after;
  }

  /** Whether a text begins as this template does. */
  public boolean begins(String text) {
    return text.startsWith(before);
  }

  /** The value in a text of this form. */
  public Optional<String> value(String text) {
    int end = text.length() - after.length();
    return begins(text) && text.endsWith(after) && end >= before.length()
        ? Optional.of(text.substring(before.length(), end))
        : Optional.empty();
  }
}

package io.sallyport.contract.id;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record lies: its text form is {@code topic:partition:offset}.
 *
 * @param topic the topic's name
 * @param partition from 0
 * @param offset from 0
 */
public record Origin(String topic, int partition, long offset) {
  private static final Pattern FORM =
      Pattern.compile("([a-zA-Z0-9._-]{1,249}):([0-9]{1,6}):([0-9]{1,18})");

  /** Reads the text form. */
  public static Origin parse(String text) {
    return find(text)
        .orElseThrow(() -> new IllegalArgumentException("an origin is topic:partition:offset"));
  }

  /** Reads the text form; empty when it is not one. */
  public static Optional<Origin> find(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new Origin(
                parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  /** The text form. */
  public String text() {
    return topic + ":" + partition + ":" + offset;
  }
}

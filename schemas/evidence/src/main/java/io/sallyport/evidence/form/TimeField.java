package io.sallyport.evidence.form;

import io.sallyport.evidence.text.StrictText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time of signing is: in a header of its own, or in the one item of the signature's list
 * that begins as a template does.
 *
 * @param header its name in lower case
 * @param item the template around it in the list; exactly one of both is there
 * @param unit of the number
 * @param isFixed whether it has the digits that times of our days have, so that where it ends is
 *     certain although no other character follows
 */
public record TimeField(
    Optional<String> header, Optional<Template> item, Unit unit, boolean isFixed) {

  /** What the number counts since 1970. */
  public enum Unit {
    /** Seconds. */
    SECONDS(10),
    /** Thousandths of seconds. */
    MILLISECONDS(13);

    private final int digits;

    Unit(int digits) {
      this.digits = digits;
    }

    /** The number for a time. */
    public String text(Instant at) {
      return Long.toString(this == SECONDS ? at.getEpochSecond() : at.toEpochMilli());
    }

    private Optional<Instant> parse(String text) {
      return this == SECONDS ? StrictText.seconds(text) : StrictText.milliseconds(text);
    }
  }

  /** The characters of the time, wherever they are; empty if they are not there exactly once. */
  public Optional<String> text(Map<String, String> headers, List<String> items) {
    if (header.isPresent()) {
      return Optional.of(headers.getOrDefault(header.get(), ""));
    }
    List<String> found =
        items.stream().filter(text -> item.map(each -> each.begins(text)).orElse(false)).toList();
    return found.size() == 1
        ? item.flatMap(template -> template.value(found.getFirst()))
        : Optional.empty();
  }

  /** The time that these characters say, if they are one. */
  public Optional<Instant> instant(String text) {
    return isFixed && text.length() != unit.digits ? Optional.empty() : unit.parse(text);
  }
}

package io.sallyport.executor.handler.kafka;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sallyport.executor.handler.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The key or a header of a record. One field alone is its plain text; between literals, as in
 * {@code shop-{region}-{order}}, all but unreserved characters of a value are percent-encoded (RFC
 * 6570, level 1), so that no two actions with different values have one text. Immutable.
 */
public final class RecordTemplate {
  /** The longest template, and the longest text, in characters. */
  public static final int MAX_LENGTH = 4096;

  private static final Pattern FORM = Pattern.compile("(?:[ -z|~]|\\{[A-Za-z_][A-Za-z0-9_]*\\})+");
  private static final Pattern EXPRESSION = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
  private static final Pattern ALONE = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]*\\}");
  private static final Pattern TOUCHING = Pattern.compile("\\}\\{");

  private final String template;

  private RecordTemplate(String template) {
    this.template = template;
  }

  /** Reads a template; throws with what is wrong. */
  public static RecordTemplate parse(String template) {
    if (template.length() > MAX_LENGTH
        || !FORM.matches(template)
        || TOUCHING.matcher(template).find()) {
      throw new IllegalArgumentException(
          "key and headers are printable ASCII with {field} in it, no two fields side by side");
    }
    return new RecordTemplate(template);
  }

  /** The names of the fields, in their order. */
  public List<String> fields() {
    List<String> names = new ArrayList<>();
    Matcher found = EXPRESSION.matcher(template);
    while (found.find()) {
      names.add(found.group(1));
    }
    return List.copyOf(names);
  }

  /** The text with these values; empty when it is empty, too long, or has control characters. */
  public Optional<String> expand(Function<String, String> values) {
    boolean alone = ALONE.matches(template);
    StringBuilder text = new StringBuilder();
    Matcher found = EXPRESSION.matcher(template);
    int from = 0;
    while (found.find()) {
      String value = values.apply(found.group(1));
      text.append(template, from, found.start())
          .append(alone ? value : PercentEncoding.encode(value));
      from = found.end();
    }
    text.append(template, from, template.length());
    boolean fit =
        !text.isEmpty()
            && text.length() <= MAX_LENGTH
            && text.codePoints().noneMatch(RecordTemplate::isControl);
    return fit ? Optional.of(text.toString()) : Optional.empty();
  }

  private static boolean isControl(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }
}

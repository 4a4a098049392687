package io.sallyport.executor.handler.http;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sallyport.executor.handler.PercentEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A path with simple expressions, {@code /environments/{environment}/deployments} (RFC 6570, level
 * 1): all but unreserved characters of a value are percent-encoded. A value is refused that, where
 * a server decodes before it routes, would go up or leave a segment empty: {@code ..}, also with
 * parameters behind it ({@code ..;x}), and any backslash. A slash within a value is sent as {@code
 * %2F}: a server that decodes it first sees two segments.
 */
public final class PathTemplate {
  private static final Pattern FORM =
      Pattern.compile("(?:/(?:[A-Za-z0-9._~-]|\\{[A-Za-z_][A-Za-z0-9_]*\\})*)+");
  private static final Pattern EXPRESSION = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
  private static final Pattern SEPARATOR = Pattern.compile("/");

  private final List<Part> parts;

  /** A stretch of the template. */
  private sealed interface Part {
    record Fixed(String text) implements Part {}

    record Field(String name) implements Part {}
  }

  private PathTemplate(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** Reads a template; throws with what is wrong. */
  public static PathTemplate parse(String text) {
    if (text.length() > 1000 || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a path begins with '/' and has letters, digits, '-._~' and {field} only");
    }
    if (hasDots(text)) {
      throw new IllegalArgumentException("a path has no segment '.' or '..'");
    }
    List<Part> parts = new ArrayList<>();
    Matcher expressions = EXPRESSION.matcher(text);
    int from = 0;
    while (expressions.find()) {
      parts.add(new Part.Fixed(text.substring(from, expressions.start())));
      parts.add(new Part.Field(expressions.group(1)));
      from = expressions.end();
    }
    parts.add(new Part.Fixed(text.substring(from)));
    return new PathTemplate(parts);
  }

  /** The names of the fields, in their order. */
  public List<String> fields() {
    List<String> names = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Field(String name)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** The path with these values; empty when one of them would change its structure. */
  public Optional<String> expand(Function<String, String> values) {
    StringBuilder path = new StringBuilder();
    StringBuilder decoded = new StringBuilder();
    for (Part part : parts) {
      String plain =
          switch (part) {
            case Part.Fixed(String text) -> text;
            case Part.Field(String name) -> values.apply(name);
          };
      if (part instanceof Part.Field && !isSafe(plain)) {
        return Optional.empty();
      }
      path.append(part instanceof Part.Fixed ? plain : PercentEncoding.encode(plain));
      decoded.append(plain);
    }
    return hasDots(decoded.toString()) ? Optional.empty() : Optional.of(path.toString());
  }

  private static boolean isSafe(String value) {
    String[] segments = SEPARATOR.split(value, -1);
    for (String segment : segments) {
      if (segment.isEmpty() || segment.startsWith(";") || isDots(segment)) {
        return false;
      }
    }
    return value.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
  }

  private static boolean hasDots(String path) {
    return Arrays.stream(SEPARATOR.split(path)).anyMatch(PathTemplate::isDots);
  }

  /** Servers drop a segment's parameters, which a semicolon begins, before they look for dots. */
  private static boolean isDots(String segment) {
    int end = segment.indexOf(';');
    String name = end < 0 ? segment : segment.substring(0, end);
    return name.equals(".") || name.equals("..");
  }
}

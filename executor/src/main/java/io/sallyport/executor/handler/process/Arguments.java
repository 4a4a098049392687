package io.sallyport.executor.handler.process;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The arguments of a program: each is a literal, a field {@code {host}}, or a literal with a field
 * at its end, {@code --host={host}}. A value never becomes an option, nor more than its argument.
 * Immutable.
 */
public final class Arguments {
  /** The most arguments. */
  public static final int MAX_ARGUMENTS = 100;

  /** The longest literal, and the longest argument, in characters. */
  public static final int MAX_LENGTH = 4096;

  private static final Pattern FORM =
      Pattern.compile("([^{}\\x00-\\x1f\\x7f]*)(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\})?");
  private static final String END_OF_OPTIONS = "--";

  private final List<Argument> arguments;

  /**
   * One argument.
   *
   * @param literal what it begins with
   * @param field what follows, if anything
   * @param free whether its value may begin with a dash
   */
  private record Argument(String literal, Optional<String> field, boolean free) {}

  private Arguments(List<Argument> arguments) {
    this.arguments = List.copyOf(arguments);
  }

  /** Reads templates; throws with what is wrong. */
  public static Arguments parse(List<String> templates) {
    if (templates.size() > MAX_ARGUMENTS) {
      throw new IllegalArgumentException("there are 100 arguments at most");
    }
    List<Argument> arguments = new ArrayList<>();
    boolean free = false;
    for (String template : templates) {
      arguments.add(argument(template, free));
      free |= template.equals(END_OF_OPTIONS);
    }
    return new Arguments(arguments);
  }

  private static Argument argument(String template, boolean free) {
    Matcher parts = FORM.matcher(template);
    if (template.length() > MAX_LENGTH || !parts.matches()) {
      throw new IllegalArgumentException(
          "an argument is a literal without braces and control characters, a {field}, or a literal"
              + " and then a {field}");
    }
    String literal = parts.group(1);
    Optional<String> field = Optional.ofNullable(parts.group(2));
    if (field.isPresent() && !free && literal.startsWith("-") && !literal.endsWith("=")) {
      throw new IllegalArgumentException(
          "a {field} in an option stands behind its '=', or in an argument of its own");
    }
    return new Argument(literal, field, free || !literal.isEmpty());
  }

  /** The names of the fields, in their order. */
  public List<String> fields() {
    return arguments.stream().flatMap(each -> each.field().stream()).toList();
  }

  /** The arguments with these values; empty when one of them is not fit for its place. */
  public Optional<List<String>> expand(Function<String, String> values) {
    List<String> expanded = new ArrayList<>();
    for (Argument argument : arguments) {
      String value = argument.field().map(values).orElse("");
      String whole = argument.literal() + value;
      boolean fit = argument.field().isEmpty() || isFit(argument, value);
      if (!fit || whole.length() > MAX_LENGTH) {
        return Optional.empty();
      }
      expanded.add(whole);
    }
    return Optional.of(expanded);
  }

  private static boolean isFit(Argument argument, String value) {
    boolean option = value.startsWith("-") && !argument.free();
    return !value.isEmpty()
        && !option
        && !climbs(value)
        && value.codePoints().noneMatch(Arguments::isControl);
  }

  private static boolean isControl(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }

  /** Whether it has a segment {@code ..}, should it become a part of a path. */
  private static boolean climbs(String value) {
    return ("/" + value + "/").contains("/../");
  }
}

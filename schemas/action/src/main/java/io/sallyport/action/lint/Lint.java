package io.sallyport.action.lint;

import com.google.re2j.Pattern;
import io.sallyport.action.ActionType;
import io.sallyport.action.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Warnings about a schema that follows every rule. Text with a format is not looked at: formats
 * admit printable ASCII only. Used by one thread, once.
 */
public final class Lint {
  private static final int LONG = 4096;
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(?:.*[_-])?(?:.*token|.*secret|.*passw(?:or)?d|api_?key|private_?key)s?");
  private static final int[] CONTROLS = {0, '\t', '\n', '\r', 0x1b, 0x7f, 0x85, 0x9b};
  private static final int[] UNSEEN = {
    0x61c, 0x200b, 0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2028, 0x2060, 0x2066, 0x2069, 0xfeff
  };
  private static final int[] OTHERS = {' ', '-', '<', '\'', '0', 'A', 'z', 0xe9, 0x4e00, 0x1f600};

  private final List<Warning> warnings = new ArrayList<>();

  private Lint() {}

  /** All warnings, in the order of the fields. */
  public static List<Warning> warnings(ActionType type) {
    Lint lint = new Lint();
    lint.fields(type.shape(), "/fields");
    return List.copyOf(lint.warnings);
  }

  private void fields(Shape.Fields shape, String pointer) {
    for (Shape.Field field : shape.fields()) {
      String below = pointer + "/" + field.name();
      if (holdsText(field.shape()) && SECRET.matches(field.name())) {
        warnings.add(new Warning(below, WarningRule.NAMED_LIKE_SECRET));
      }
      check(field.shape(), below);
    }
  }

  private static boolean holdsText(Shape shape) {
    return shape instanceof Shape.Text
        || (shape instanceof Shape.Maybe(Shape present) && present instanceof Shape.Text);
  }

  private void check(Shape shape, String pointer) {
    switch (shape) {
      case Shape.Text text -> text(text, pointer);
      case Shape.Maybe(Shape present) -> check(present, pointer);
      case Shape.Items items -> check(items.item(), pointer + "/items");
      case Shape.Entries entries -> {
        text(entries.key(), pointer + "/keys");
        check(entries.value(), pointer + "/values");
      }
      case Shape.Fields fields -> fields(fields, pointer + "/fields");
      case Shape.Flag _, Shape.Whole _, Shape.Real _, Shape.Symbols _ -> {}
      case Shape.Decimal _, Shape.Day _, Shape.Moment _ -> {}
    }
  }

  private void text(Shape.Text text, String pointer) {
    if (text.maxLength() > LONG) {
      warnings.add(new Warning(pointer, WarningRule.LONG_TEXT));
    }
    if (text.format().isEmpty()) {
      text.pattern().ifPresent(pattern -> pattern(PatternWalk.over(pattern.compiled()), pointer));
    }
  }

  private void pattern(PatternWalk.Found found, String pointer) {
    boolean control = IntStream.of(CONTROLS).anyMatch(found::admits);
    boolean unseen = IntStream.of(UNSEEN).anyMatch(found::admits);
    warn(control && unseen && admitsAll(found), pointer, WarningRule.ADMITS_ANYTHING);
    warn(control, pointer, WarningRule.ADMITS_CONTROL);
    warn(unseen, pointer, WarningRule.ADMITS_UNSEEN);
    warn(found.dash(), pointer, WarningRule.ADMITS_LEADING_DASH);
  }

  private static boolean admitsAll(PatternWalk.Found found) {
    return found.parts().stream()
        .anyMatch(part ->
            IntStream.concat(IntStream.of(OTHERS), IntStream.of(UNSEEN))
                .mapToObj(Character::toString)
                .allMatch(part::matches));
  }

  private void warn(boolean holds, String pointer, WarningRule rule) {
    if (holds) {
      warnings.add(new Warning(pointer, rule));
    }
  }
}

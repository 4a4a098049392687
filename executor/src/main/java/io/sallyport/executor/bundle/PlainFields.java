package io.sallyport.executor.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.Shape;

/**
 * Which fields of a type have a plain text and are always there, so that templates may use them.
 */
final class PlainFields {
  private PlainFields() {}

  /** Whether the type has such a field of that name. */
  static boolean has(ActionType type, String name) {
    return type.shape().fields().stream()
        .anyMatch(field -> field.name().equals(name) && isPlain(field.shape()));
  }

  /** Whether values of that shape have a plain text. */
  static boolean isPlain(Shape shape) {
    return switch (shape) {
      case Shape.Text _, Shape.Symbols _, Shape.Whole _, Shape.Flag _ -> true;
      case Shape.Decimal _, Shape.Day _, Shape.Moment _ -> true;
      case Shape.Real _, Shape.Items _, Shape.Entries _, Shape.Maybe _, Shape.Fields _ -> false;
    };
  }
}

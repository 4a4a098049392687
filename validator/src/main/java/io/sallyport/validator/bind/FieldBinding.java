package io.sallyport.validator.bind;

import io.sallyport.action.constraint.Violation;
import io.sallyport.action.shape.Shape;
import io.sallyport.contract.Code;
import io.sallyport.validator.expression.Evaluated;
import io.sallyport.validator.expression.Expression;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One declared field and the expression that fills it.
 *
 * @param name the field's name
 * @param shape the values that it may have
 * @param schema its Avro type
 * @param expression what fills it
 * @param pointer where a refusal points to: the payload's place if the expression is a plain path,
 *     else {@code /fields/<name>} of the rule
 */
public record FieldBinding(
    String name, Shape shape, Schema schema, Expression expression, String pointer) {

  /** What came of filling it. */
  public sealed interface Filling {}

  /** A value of the field's Avro type, whose constraints are still to be checked. */
  public record Filled(@Nullable Object value) implements Filling {}

  /** There is none; all reasons, each with its pointer. */
  public record Unfilled(List<Violation> violations) implements Filling {
    /** Copies the violations. */
    public Unfilled {
      violations = List.copyOf(violations);
    }
  }

  /** A field of a record whose Avro schema is {@code record}. */
  public static FieldBinding of(Shape.Field field, Schema record, Expression expression) {
    String pointer = expression.pointer().orElse("/fields/" + field.name());
    Schema schema = record.getField(field.name()).schema();
    return new FieldBinding(field.name(), field.shape(), schema, expression, pointer);
  }

  /** Evaluates the expression and converts what it comes to. */
  public Filling fill(Map<String, ?> variables) {
    return switch (expression.evaluate(variables)) {
      case Evaluated.Missing missing -> unfilled(Code.BIND_MISSING);
      case Evaluated.Failed failed -> unfilled(Code.BIND_ERROR);
      case Evaluated.Value(Object value) -> {
        Conversion.Converted converted = Conversion.convert(shape, schema, value);
        yield converted.misfits().isEmpty()
            ? new Filled(converted.value())
            : new Unfilled(
                converted.misfits().stream()
                    .map(misfit -> new Violation(pointer + misfit.path(), misfit.code()))
                    .toList());
      }
    };
  }

  private Unfilled unfilled(Code code) {
    return new Unfilled(List.of(new Violation(pointer, code)));
  }
}

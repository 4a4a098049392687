package io.sallyport.validator.bind;

import io.sallyport.action.shape.Shape;
import io.sallyport.validator.expression.Expression;
import org.apache.avro.Schema;

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
record FieldBinding(
    String name, Shape shape, Schema schema, Expression expression, String pointer) {

  static FieldBinding of(Shape.Field field, Schema schema, Expression expression) {
    String pointer = expression.pointer().orElse("/fields/" + field.name());
    return new FieldBinding(field.name(), field.shape(), schema, expression, pointer);
  }
}

package io.sallyport.action.constraint;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.Shape;
import io.sallyport.contract.Code;
import io.sallyport.service.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Checks every value of a record against the shape of its type. Values are Avro's generic ones with
 * {@link String} for text, nothing else, logical types as their plain ones; lengths are counted in
 * Unicode code points, and text with a lone surrogate is no text. Used by one thread, once.
 */
public final class Constraints {
  private final List<Violation> violations = new ArrayList<>();

  private Constraints() {}

  /** All violations, in the order of the fields; none means that the record is admitted. */
  public static List<Violation> check(ActionType type, GenericRecord record) {
    Constraints constraints = new Constraints();
    constraints.fields(type.shape(), record, "");
    return List.copyOf(constraints.violations);
  }

  private void check(Shape shape, @Nullable Object value, String pointer) {
    switch (shape) {
      case Shape.Flag _ -> require(value instanceof Boolean, Code.CONSTRAINT_TYPE, pointer);
      case Shape.Whole whole -> report(Numbers.whole(whole, value), pointer);
      case Shape.Real real -> report(Numbers.real(real, value), pointer);
      case Shape.Decimal decimal -> report(Numbers.decimal(decimal, value), pointer);
      case Shape.Day day -> report(Numbers.day(day, value), pointer);
      case Shape.Moment moment -> report(Numbers.moment(moment, value), pointer);
      case Shape.Text text -> text(text, value, pointer);
      case Shape.Symbols symbols -> symbol(symbols, value, pointer);
      case Shape.Items items -> items(items, value, pointer);
      case Shape.Entries entries -> entries(entries, value, pointer);
      case Shape.Maybe(Shape present) -> {
        if (value != null) {
          check(present, value, pointer);
        }
      }
      case Shape.Fields fields -> fields(fields, value, pointer);
    }
  }

  private void fields(Shape.Fields shape, @Nullable Object value, String pointer) {
    if (!(value instanceof GenericRecord record) || !isOf(shape, record.getSchema())) {
      violations.add(new Violation(pointer, Code.CONSTRAINT_TYPE));
      return;
    }
    for (int i = 0; i < shape.fields().size(); i++) {
      Shape.Field field = shape.fields().get(i);
      check(field.shape(), record.get(i), pointer + "/" + field.name());
    }
  }

  /** Same names at the same places; the values themselves are checked one by one. */
  private static boolean isOf(Shape.Fields shape, Schema schema) {
    List<Schema.Field> fields = schema.getFields();
    if (fields.size() != shape.fields().size()) {
      return false;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).name().equals(shape.fields().get(i).name())) {
        return false;
      }
    }
    return true;
  }

  private void text(Shape.Text shape, @Nullable Object value, String pointer) {
    if (value instanceof String text && VisibleText.isUnicode(text)) {
      report(Text.broken(shape, text), pointer);
      return;
    }
    violations.add(new Violation(pointer, Code.CONSTRAINT_TYPE));
  }

  private void symbol(Shape.Symbols shape, @Nullable Object value, String pointer) {
    if (value instanceof GenericEnumSymbol<?> symbol) {
      require(shape.symbols().contains(symbol.toString()), Code.CONSTRAINT_ENUM, pointer);
      return;
    }
    violations.add(new Violation(pointer, Code.CONSTRAINT_TYPE));
  }

  private void items(Shape.Items shape, @Nullable Object value, String pointer) {
    if (!(value instanceof List<?> list)) {
      violations.add(new Violation(pointer, Code.CONSTRAINT_TYPE));
      return;
    }
    if (list.size() > shape.maxItems()) {
      violations.add(new Violation(pointer, Code.CONSTRAINT_ITEMS));
      return;
    }
    int index = 0;
    for (Object item : list) {
      check(shape.item(), item, pointer + "/" + index++);
    }
  }

  private void entries(Shape.Entries shape, @Nullable Object value, String pointer) {
    if (!(value instanceof Map<?, ?> map)) {
      violations.add(new Violation(pointer, Code.CONSTRAINT_TYPE));
      return;
    }
    if (map.size() > shape.maxItems()) {
      violations.add(new Violation(pointer, Code.CONSTRAINT_ITEMS));
      return;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      require(
          entry.getKey() instanceof String key && Text.admits(shape.key(), key),
          Code.CONSTRAINT_KEY,
          pointer);
      check(shape.value(), entry.getValue(), pointer);
    }
  }

  private void report(List<Code> broken, String pointer) {
    broken.forEach(code -> violations.add(new Violation(pointer, code)));
  }

  private void require(boolean holds, Code code, String pointer) {
    if (!holds) {
      violations.add(new Violation(pointer, code));
    }
  }
}

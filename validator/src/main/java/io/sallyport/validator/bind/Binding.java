package io.sallyport.validator.bind;

import io.sallyport.action.ActionType;
import io.sallyport.action.constraint.Constraints;
import io.sallyport.action.constraint.Violation;
import io.sallyport.action.shape.Shape;
import io.sallyport.validator.expression.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** How a rule fills the fields of its action type; compiled when a bundle loads. Immutable. */
public final class Binding {
  private final ActionType type;
  private final Map<String, FieldBinding> fields;

  private Binding(ActionType type, Map<String, FieldBinding> fields) {
    this.type = type;
    this.fields = fields;
  }

  /**
   * A binding of {@code expressions} by field name. Names that the type does not declare must have
   * been refused before; so must fields that are neither bound nor have a default, which is null.
   */
  public static Binding of(ActionType type, Map<String, Expression> expressions) {
    Map<String, FieldBinding> fields = new HashMap<>();
    for (Shape.Field field : type.shape().fields()) {
      Schema.Field declared = type.schema().getField(field.name());
      Expression expression = expressions.get(field.name());
      if (expression != null) {
        fields.put(field.name(), FieldBinding.of(field, type.schema(), expression));
      } else if (!declared.hasDefaultValue()) {
        throw new IllegalArgumentException("fields." + field.name() + " is not bound");
      }
    }
    return new Binding(type, Map.copyOf(fields));
  }

  /** The action type whose fields it fills. */
  public ActionType type() {
    return type;
  }

  /** Fills and checks one record. */
  public Bound bind(Map<String, ?> variables) {
    GenericData.Record record = new GenericData.Record(type.schema());
    List<Violation> violations = new ArrayList<>();
    List<String> unfilled = new ArrayList<>();
    for (Shape.Field field : type.shape().fields()) {
      List<Violation> found = fill(field.name(), record, variables);
      if (!found.isEmpty()) {
        unfilled.add(field.name());
        violations.addAll(found);
      }
    }
    for (Violation violation : Constraints.check(type, record)) {
      if (!unfilled.contains(fieldOf(violation))) {
        violations.add(new Violation(place(violation), violation.code()));
      }
    }
    return violations.isEmpty() ? new Bound.Complete(record) : new Bound.Incomplete(violations);
  }

  private List<Violation> fill(String name, GenericData.Record record, Map<String, ?> variables) {
    FieldBinding field = fields.get(name);
    if (field == null) {
      record.put(name, null); // the only default that the language of actions has
      return List.of();
    }
    return switch (field.fill(variables)) {
      case FieldBinding.Unfilled(List<Violation> misfits) -> misfits;
      case FieldBinding.Filled(Object value) -> {
        record.put(name, value);
        yield List.of();
      }
    };
  }

  private static String fieldOf(Violation violation) {
    int end = violation.pointer().indexOf('/', 1);
    return end < 0 ? violation.pointer().substring(1) : violation.pointer().substring(1, end);
  }

  private String place(Violation violation) {
    String name = fieldOf(violation);
    FieldBinding field = fields.get(name);
    String base = field == null ? "/fields/" + name : field.pointer();
    return base + violation.pointer().substring(1 + name.length());
  }
}

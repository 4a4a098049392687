package io.sallyport.validator.policy;

import com.google.protobuf.NullValue;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.sallyport.action.ActionType;
import io.sallyport.action.shape.DecimalForm;
import io.sallyport.action.shape.Shape;
import io.sallyport.validator.expression.Scope;
import io.sallyport.validator.parse.Decimal;
import io.sallyport.validator.session.SessionView;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * An action as policies see it: typed when they compile, maps when they are evaluated. A decimal is
 * opaque, so that CEL cannot make a double of it; a date is the midnight in UTC that it begins
 * with.
 */
final class ActionView {
  private final List<StructType> nested = new ArrayList<>();

  private ActionView() {}

  /** The scope of the policies for {@code type}. */
  static Scope scope(ActionType type) {
    ActionView view = new ActionView();
    StructType action = view.struct(type.name(), type.shape());
    return Scope.ofPolicy(action, view.nested).withSession(SessionView.TYPE, SessionView.CLAIMED);
  }

  private StructType struct(String name, Shape.Fields shape) {
    Map<String, CelType> fields = new LinkedHashMap<>();
    for (Shape.Field field : shape.fields()) {
      fields.put(field.name(), type(name + "." + field.name(), field.shape()));
    }
    return Scope.struct(name, fields);
  }

  private CelType type(String name, Shape shape) {
    return switch (shape) {
      case Shape.Flag flag -> SimpleType.BOOL;
      case Shape.Whole whole -> SimpleType.INT;
      case Shape.Real real -> SimpleType.DOUBLE;
      case Shape.Decimal decimal -> Scope.DECIMAL;
      case Shape.Day day -> SimpleType.TIMESTAMP;
      case Shape.Moment moment -> SimpleType.TIMESTAMP;
      case Shape.Text text -> SimpleType.STRING;
      case Shape.Symbols symbols -> SimpleType.STRING;
      case Shape.Items items -> ListType.create(type(name + ".item", items.item()));
      case Shape.Entries entries ->
          MapType.create(SimpleType.STRING, type(name + ".value", entries.value()));
      case Shape.Maybe maybe -> SimpleType.DYN;
      case Shape.Fields fields -> {
        StructType struct = struct(name, fields);
        nested.add(struct);
        yield struct;
      }
    };
  }

  /** The values of {@code record}, whose constraints were checked. */
  static Map<String, Object> of(Shape.Fields shape, GenericRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Shape.Field field : shape.fields()) {
      fields.put(field.name(), value(field.shape(), record.get(field.name())));
    }
    return fields;
  }

  private static Object value(Shape shape, @Nullable Object value) {
    if (value == null) {
      return NullValue.NULL_VALUE;
    }
    return switch (shape) {
      case Shape.Flag flag -> value;
      case Shape.Whole whole -> ((Number) value).longValue();
      case Shape.Real real -> ((Number) value).doubleValue();
      case Shape.Decimal decimal ->
          new Decimal(DecimalForm.value((ByteBuffer) value, decimal.scale()));
      case Shape.Day day -> midnight((Integer) value);
      case Shape.Moment moment -> moment.instant((Long) value);
      case Shape.Text text -> value;
      case Shape.Symbols symbols -> value.toString();
      case Shape.Items items ->
          ((List<?>) value).stream().map(item -> value(items.item(), item)).toList();
      case Shape.Entries entries -> entries(entries, (Map<?, ?>) value);
      case Shape.Maybe(Shape present) -> value(present, value);
      case Shape.Fields fields -> of(fields, (GenericRecord) value);
    };
  }

  private static Instant midnight(int days) {
    return LocalDate.ofEpochDay(days).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Map<Object, Object> entries(Shape.Entries shape, Map<?, ?> map) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    map.forEach((key, value) -> entries.put(key, value(shape.value(), value)));
    return entries;
  }
}

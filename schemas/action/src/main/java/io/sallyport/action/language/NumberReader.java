package io.sallyport.action.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.Limits;
import io.sallyport.action.source.Place;
import io.sallyport.action.source.SchemaRule;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the constraints of numbers. */
final class NumberReader {
  private static final Set<String> NUMBER = Set.of("type", "min", "max", "multipleOf");
  private static final String MULTIPLE = "multipleOf";

  private NumberReader() {}

  static Optional<Shape> whole(Place type, boolean wide) {
    type.only(NUMBER);
    long highest = wide ? Limits.EXACT : Integer.MAX_VALUE;
    long lowest = wide ? -Limits.EXACT : Integer.MIN_VALUE;
    Predicate<JsonNode> admitted = node -> isWhole(node, lowest, highest);
    Optional<Long> min = bound(type, "min", admitted).map(JsonNode::longValue);
    Optional<Long> max = bound(type, "max", admitted).map(JsonNode::longValue);
    long multiple = multiple(type, highest);
    if (min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    return ordered(
        type,
        min.get() <= max.get(),
        SchemaRule.NUMBER_RANGE,
        new Shape.Whole(wide, min.get(), max.get(), multiple));
  }

  static Optional<Shape> real(Place type, boolean wide) {
    type.only(NUMBER);
    if (type.has(MULTIPLE)) {
      type.problem(MULTIPLE, SchemaRule.MULTIPLE_OF_BINARY, "use a decimal, or an int of units");
    }
    double bound = wide ? Double.MAX_VALUE : Float.MAX_VALUE;
    Predicate<JsonNode> admitted = node -> node.isNumber() && Math.abs(node.doubleValue()) <= bound;
    Optional<Double> min = bound(type, "min", admitted).map(JsonNode::doubleValue);
    Optional<Double> max = bound(type, "max", admitted).map(JsonNode::doubleValue);
    if (min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    return ordered(
        type,
        min.get() <= max.get(),
        SchemaRule.NUMBER_RANGE,
        new Shape.Real(wide, min.get(), max.get()));
  }

  /** The property of a bound that a number must have. */
  static Optional<JsonNode> required(Place type, String key) {
    if (!type.has(key)) {
      type.problem(SchemaRule.NUMBER_UNBOUNDED, "add " + key);
    }
    return Optional.ofNullable(type.json().get(key));
  }

  static Optional<Shape> ordered(Place type, boolean ordered, SchemaRule rule, Shape shape) {
    if (!ordered) {
      type.problem("min", rule, "is above max");
      return Optional.empty();
    }
    return Optional.of(shape);
  }

  private static Optional<JsonNode> bound(Place type, String key, Predicate<JsonNode> admitted) {
    Optional<JsonNode> bound = required(type, key);
    if (bound.isPresent() && !admitted.test(bound.get())) {
      type.problem(key, SchemaRule.NUMBER_RANGE, "must be a number of the type, exact in JSON");
      return Optional.empty();
    }
    return bound;
  }

  private static long multiple(Place type, long highest) {
    JsonNode multiple = type.json().get(MULTIPLE);
    if (multiple == null) {
      return 1;
    }
    if (!isWhole(multiple, 1, highest)) {
      type.problem(MULTIPLE, SchemaRule.MULTIPLE_RANGE, "must be a whole number above 0");
      return 1;
    }
    return multiple.longValue();
  }

  private static boolean isWhole(JsonNode node, long lowest, long highest) {
    return node.isIntegralNumber()
        && node.canConvertToLong()
        && node.longValue() >= lowest
        && node.longValue() <= highest;
  }
}

package io.sallyport.action.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.sallyport.action.shape.Format;
import io.sallyport.action.shape.Rfc3339;
import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.Limits;
import io.sallyport.action.source.Place;
import io.sallyport.action.source.SchemaRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads types with a {@code logicalType}. */
final class LogicalReader {
  static final String LOGICAL = "logicalType";

  private static final Set<String> DECIMAL =
      Set.of("type", LOGICAL, "precision", "scale", "min", "max", "multipleOf");
  private static final Set<String> TIME = Set.of("type", LOGICAL, "min", "max");
  private static final Pattern DIGITS =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,37})(?:\\.[0-9]{1,38})?");

  private LogicalReader() {}

  /** The type of a word such as {@code bytes}, and the logical type that stands on it. */
  static Optional<Shape> read(Place type, String kind) {
    String logical = type.text(LOGICAL).orElse("");
    return switch (kind + " " + logical) {
      case "bytes decimal" -> decimal(type);
      case "string uuid" -> uuid(type);
      case "int date" -> day(type);
      case "long timestamp-millis" -> moment(type, false);
      case "long timestamp-micros" -> moment(type, true);
      default -> {
        type.problem(LOGICAL, SchemaRule.LOGICAL_TYPE_UNKNOWN, "stands not on " + kind);
        yield Optional.empty();
      }
    };
  }

  private static Optional<Shape> uuid(Place type) {
    type.only(Set.of("type", LOGICAL));
    int length = Format.UUID.maxLength();
    return Optional.of(new Shape.Text(length, length, Optional.empty(), Optional.of(Format.UUID)));
  }

  /** Bounds are strings: RFC 8785 writes a JSON number as a double, and two decimals as one. */
  private static Optional<Shape> decimal(Place type) {
    type.only(DECIMAL);
    type.required("precision");
    type.required("scale");
    int precision =
        type.count("precision", 1, Limits.PRECISION, SchemaRule.DECIMAL_DIGITS)
            .orElse(Limits.PRECISION);
    int scale = type.count("scale", 0, precision, SchemaRule.DECIMAL_DIGITS).orElse(0);
    return decimal(type, precision, scale);
  }

  private static Optional<Shape> decimal(Place type, int precision, int scale) {
    BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
    BigDecimal above = BigDecimal.TEN.pow(precision).multiply(unit);
    Function<String, Optional<BigDecimal>> bound =
        text -> digits(text, scale).filter(value -> value.abs().compareTo(above) < 0);
    Optional<BigDecimal> min = decimalBound(type, "min", bound);
    Optional<BigDecimal> max = decimalBound(type, "max", bound);
    BigDecimal multiple = multiple(type, unit, bound);
    if (min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    return NumberReader.ordered(
        type,
        min.get().compareTo(max.get()) <= 0,
        SchemaRule.DECIMAL_RANGE,
        new Shape.Decimal(precision, scale, min.get(), max.get(), multiple));
  }

  private static BigDecimal multiple(
      Place type, BigDecimal unit, Function<String, Optional<BigDecimal>> bound) {
    Function<String, Optional<BigDecimal>> positive =
        text -> bound.apply(text).filter(value -> value.signum() > 0);
    return type.has("multipleOf")
        ? parsed(type, "multipleOf", SchemaRule.MULTIPLE_RANGE, positive).orElse(unit)
        : unit;
  }

  private static Optional<BigDecimal> digits(String text, int scale) {
    return DIGITS.matches(text)
        ? Optional.of(new BigDecimal(text)).filter(value -> value.scale() <= scale)
        : Optional.empty();
  }

  private static Optional<BigDecimal> decimalBound(
      Place type, String key, Function<String, Optional<BigDecimal>> parse) {
    return NumberReader.required(type, key).isPresent()
        ? parsed(type, key, SchemaRule.DECIMAL_RANGE, parse)
        : Optional.empty();
  }

  private static Optional<Shape> day(Place type) {
    type.only(TIME);
    LocalDate min = time(type, "min", Rfc3339.MIN_DATE, Rfc3339::date);
    LocalDate max = time(type, "max", Rfc3339.MAX_DATE, Rfc3339::date);
    return NumberReader.ordered(
        type, !min.isAfter(max), SchemaRule.TIME_RANGE, new Shape.Day(min, max));
  }

  private static Optional<Shape> moment(Place type, boolean micros) {
    type.only(TIME);
    Shape.Moment any = new Shape.Moment(micros, Rfc3339.MIN_INSTANT, Rfc3339.MAX_INSTANT);
    Function<String, Optional<Instant>> parse =
        text -> Rfc3339.instant(text).filter(instant -> any.count(instant).isPresent());
    Instant min = time(type, "min", any.min(), parse);
    Instant max = time(type, "max", any.max(), parse);
    return NumberReader.ordered(
        type, !min.isAfter(max), SchemaRule.TIME_RANGE, new Shape.Moment(micros, min, max));
  }

  private static <T> T time(
      Place type, String key, T otherwise, Function<String, Optional<T>> parse) {
    return type.has(key)
        ? parsed(type, key, SchemaRule.TIME_RANGE, parse).orElse(otherwise)
        : otherwise;
  }

  private static <T> Optional<T> parsed(
      Place type, String key, SchemaRule rule, Function<String, Optional<T>> parse) {
    JsonNode node = type.json().path(key);
    Optional<T> value = node.isTextual() ? parse.apply(node.textValue()) : Optional.empty();
    if (value.isEmpty()) {
      type.problem(key, rule, "must be a string within the type, such as " + example(rule));
    }
    return value;
  }

  private static String example(SchemaRule rule) {
    return rule == SchemaRule.TIME_RANGE
        ? "\"2026-02-28\" or \"2026-02-28T00:00:00Z\""
        : "\"12.50\"";
  }
}

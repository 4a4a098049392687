package io.sallyport.action.source;

import io.sallyport.action.pattern.BoundedPattern;
import java.util.Locale;

/**
 * The rules of the language, each with the stable code that a schema which breaks it is refused
 * with. A new rule may be added; the code of an old one never changes its meaning.
 */
public enum SchemaRule {
  SCHEMA_TOO_LARGE("A schema has at most " + Limits.SCHEMA_LENGTH + " characters."),
  SCHEMA_NOT_JSON("A schema is one JSON document of valid Unicode, nothing behind it."),
  SCHEMA_DUPLICATE_KEY("No JSON object has the same name twice."),
  SCHEMA_NOT_RECORD("A schema is an object of type record."),
  SCHEMA_REFUSED_BY_AVRO("A schema is one that Avro itself takes."),
  TOO_DEEP("Types are nested at most " + Limits.DEPTH + " deep."),
  TOO_MANY_FIELDS("A schema has 1 to " + Limits.FIELDS + " fields, nested records included."),
  TOO_MANY_SYMBOLS("An enum has 1 to " + Limits.SYMBOLS + " symbols."),
  RECORD_TOO_LARGE(
      "A record takes at most " + Limits.RECORD_BYTES + " bytes, all at their limits."),
  PROPERTY_UNKNOWN("Every property is one of this language: no aliases, no java-*."),
  PROPERTY_MISSING("Every required property is there."),
  PROPERTY_VALUE("A property has a value of the kind and range that the language gives it."),
  NAME_INVALID("Names are ASCII: a letter or '_', then letters, digits, '_'; at most 100."),
  NAME_DUPLICATE("No two fields of a record, symbols of an enum, or named types share a name."),
  TYPE_UNSUPPORTED("A type is a boolean, number, string, enum, array, map, record or optional."),
  LOGICAL_TYPE_UNKNOWN(
      "A logicalType is decimal (bytes), uuid (string), date (int), timestamp-millis or -micros"
          + " (long)."),
  TYPE_UNKNOWN("A type that is named was defined before."),
  TYPE_RECURSIVE("No record holds itself."),
  UNION_NOT_OPTIONAL("A union is of null and one other type, in either order."),
  DEFAULT_NOT_NULL("Only null is a default, for a union that begins with null."),
  STRING_UNBOUNDED("A string has maxLength."),
  STRING_UNCONSTRAINED("A string has a pattern or a format."),
  LENGTH_RANGE("0 <= minLength <= maxLength <= " + Limits.STRING_LENGTH + ", whole numbers."),
  PATTERN_TOO_LONG("A pattern has at most " + BoundedPattern.MAX_LENGTH + " characters."),
  PATTERN_INVALID("A pattern is one that RE2 compiles."),
  PATTERN_REPETITION("Nested counts multiply to at most " + BoundedPattern.MAX_REPETITION + "."),
  PATTERN_PROGRAM("A pattern compiles to at most " + BoundedPattern.MAX_PROGRAM + " instructions."),
  FORMAT_UNKNOWN("A format is one of the table."),
  NUMBER_UNBOUNDED("A number has min and max."),
  NUMBER_RANGE("min <= max, within the type and exact in JSON: whole numbers within 2^53 - 1."),
  DECIMAL_DIGITS(
      "1 <= precision <= " + Limits.PRECISION + ", 0 <= scale <= precision, whole numbers."),
  DECIMAL_RANGE("Bounds of a decimal are strings within precision and scale; min <= max."),
  TIME_RANGE("Bounds of a date or timestamp are RFC 3339 texts, no finer than it; min <= max."),
  MULTIPLE_RANGE("multipleOf is above 0, within the type and written as its bounds are."),
  MULTIPLE_OF_BINARY(
      "No float or double has multipleOf: binary fractions have no exact multiples."),
  ITEMS_UNBOUNDED("An array or map has maxItems."),
  ITEMS_RANGE("0 <= maxItems <= " + Limits.ITEMS + ", a whole number."),
  KEYS_UNCONSTRAINED("A map has keys, constrained like a string."),
  ORDER_BY_UNSUITABLE("orderBy names a field of the record that is a string or an enum."),
  SEQUENCE_UNSUITABLE(
      "sequence names a field of the record that is a long or a timestamp and never null.");

  private final String meaning;

  SchemaRule(String meaning) {
    this.meaning = meaning;
  }

  /** The code: {@code string-unbounded}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The rule, one sentence for people. */
  public String meaning() {
    return meaning;
  }
}

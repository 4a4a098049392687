package io.sallyport.action.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.re2j.Pattern;
import io.sallyport.action.pattern.BoundedPattern;
import io.sallyport.action.pattern.ValuePattern;
import io.sallyport.action.shape.Format;
import io.sallyport.action.shape.Shape;
import io.sallyport.action.source.Limits;
import io.sallyport.action.source.Place;
import io.sallyport.action.source.SchemaRule;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the constraints of strings, booleans and enums. */
final class ScalarReader {
  private static final Set<String> STRING =
      Set.of("type", "minLength", "maxLength", "pattern", "format");
  private static final Set<String> KEYS = Set.of("minLength", "maxLength", "pattern", "format");

  private ScalarReader() {}

  static Optional<Shape> flag(Place type) {
    type.only(Set.of("type"));
    return Optional.of(new Shape.Flag());
  }

  static Optional<Shape> string(Place type) {
    type.only(STRING);
    return text(type).map(text -> text);
  }

  /** The keys of a map: a string without the word. */
  static Optional<Shape.Text> keys(Place keys) {
    keys.only(KEYS);
    return text(keys);
  }

  /** The symbols of an enum, each a name, none twice. */
  static Optional<Shape> symbols(Place type) {
    Optional<JsonNode> symbols = type.required("symbols");
    if (symbols.isEmpty()) {
      return Optional.empty();
    }
    if (!(symbols.get() instanceof ArrayNode array)) {
      type.problem("symbols", SchemaRule.PROPERTY_VALUE, "must be an array of names");
      return Optional.empty();
    }
    if (array.isEmpty() || array.size() > Limits.SYMBOLS) {
      type.problem("symbols", SchemaRule.TOO_MANY_SYMBOLS, "it has " + array.size());
      return Optional.empty();
    }
    Set<String> names = new LinkedHashSet<>();
    array.forEach(symbol -> addSymbol(type, names, symbol));
    return Optional.of(new Shape.Symbols(List.copyOf(names)));
  }

  private static void addSymbol(Place type, Set<String> names, JsonNode symbol) {
    if (!symbol.isTextual() || !Names.isName(symbol.textValue())) {
      type.problem("symbols", SchemaRule.NAME_INVALID, "each symbol is an ASCII name");
    } else if (!names.add(symbol.textValue())) {
      type.problem("symbols", SchemaRule.NAME_DUPLICATE, "each symbol is there once");
    }
  }

  private static Optional<Shape.Text> text(Place type) {
    if (!type.has("maxLength")) {
      type.problem(SchemaRule.STRING_UNBOUNDED, "add maxLength, in code points");
    }
    if (!type.has("pattern") && !type.has("format")) {
      type.problem(SchemaRule.STRING_UNCONSTRAINED, "add a pattern or a format, or use an enum");
    }
    int max =
        type.count("maxLength", 0, Limits.STRING_LENGTH, SchemaRule.LENGTH_RANGE)
            .orElse(Limits.STRING_LENGTH);
    int min = type.count("minLength", 0, max, SchemaRule.LENGTH_RANGE).orElse(0);
    Optional<ValuePattern> pattern =
        type.optionalText("pattern").flatMap(source -> pattern(type, source));
    Optional<Format> format = type.optionalText("format").flatMap(name -> format(type, name));
    return Optional.of(new Shape.Text(min, max, pattern, format));
  }

  private static Optional<ValuePattern> pattern(Place type, String source) {
    return switch (BoundedPattern.compile(source)) {
      case BoundedPattern.Compiled(Pattern pattern) -> Optional.of(ValuePattern.of(pattern));
      case BoundedPattern.Refused(BoundedPattern.Fault fault, String detail) -> {
        type.problem("pattern", ruleOf(fault), detail);
        yield Optional.empty();
      }
    };
  }

  private static SchemaRule ruleOf(BoundedPattern.Fault fault) {
    return switch (fault) {
      case TOO_LONG -> SchemaRule.PATTERN_TOO_LONG;
      case INVALID -> SchemaRule.PATTERN_INVALID;
      case REPETITION -> SchemaRule.PATTERN_REPETITION;
      case PROGRAM -> SchemaRule.PATTERN_PROGRAM;
    };
  }

  private static Optional<Format> format(Place type, String name) {
    Optional<Format> format = Format.parse(name);
    if (format.isEmpty()) {
      String known = String.join(", ", Arrays.stream(Format.values()).map(Format::text).toList());
      type.problem("format", SchemaRule.FORMAT_UNKNOWN, "known: " + known);
    }
    return format;
  }
}

package io.sallyport.validator.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.NullValue;
import io.sallyport.action.ActionType;
import io.sallyport.action.constraint.Violation;
import io.sallyport.contract.Code;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.Expressions;
import io.sallyport.validator.expression.Scope;
import io.sallyport.validator.parse.Decimal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps, lists, records and binary fractions, alone and in each other. */
class NestedBindingTest {
  private static final ActionType TYPE =
      type(
          """
          {"type": "record", "name": "Nested", "namespace": "a", "effect": "write", "cell": "c",
           "orderBy": "id", "idempotent": false, "maxTtl": "15m", "classification": "internal",
           "minAssurance": "shared", "fields": [
            {"name": "id", "type": {"type": "string", "maxLength": 5, "pattern": "[a-z]*"}},
            {"name": "size", "type": ["null", {"type": "enum", "name": "Size",
              "symbols": ["S", "M"]}], "default": null},
            {"name": "share", "type": ["null", {"type": "float", "min": -1e38, "max": 1e38}],
              "default": null},
            {"name": "wide", "type": ["null", {"type": "double", "min": -1e300, "max": 1e300}],
              "default": null},
            {"name": "small", "type": ["null", {"type": "int", "min": -2147483648,
              "max": 2147483647}], "default": null},
            {"name": "tags", "type": ["null", {"type": "map", "maxItems": 2,
              "keys": {"maxLength": 3, "pattern": "[a-z]*"},
              "values": {"type": "int", "min": 0, "max": 9}}], "default": null},
            {"name": "lines", "type": ["null", {"type": "array", "maxItems": 2, "items":
              {"type": "record", "name": "Line", "fields": [
                {"name": "sku", "type": {"type": "string", "maxLength": 3, "pattern": "[a-z]*"}},
                {"name": "gift", "type": [{"type": "boolean"}, "null"]}]}}], "default": null}]}
          """);

  private static final Map<String, Object> EVENT =
      Map.ofEntries(
          Map.entry("id", "abc"),
          Map.entry("fraction", decimal("0.1")),
          Map.entry("third", decimal("0.3333333333333333")),
          Map.entry("sixteen", decimal("16777217.0")),
          Map.entry("aboveFloat", decimal("1e39")),
          Map.entry("exact", 1L << 53),
          Map.entry("minusExact", -(1L << 53)),
          Map.entry("inexact", (1L << 53) + 1),
          Map.entry("exactInFloat", 1L << 24),
          Map.entry("inexactInFloat", (1L << 24) + 1),
          Map.entry("minLong", Long.MIN_VALUE),
          Map.entry("twoToThirty", 1L << 30),
          Map.entry("maxInt", 2_147_483_647L),
          Map.entry("minInt", -2_147_483_648L),
          Map.entry("aboveInt", 2_147_483_648L),
          Map.entry("nothing", NullValue.NULL_VALUE),
          Map.entry("tags", Map.of("a", 1L, "b", 2L)),
          Map.entry("three", Map.of("a", 1L, "b", 2L, "c", 3L)),
          Map.entry("badTag", Map.of("a", "1")),
          Map.entry("badKey", Map.of("ABCD", 1L)),
          Map.entry("lines", List.of(line("x", true), line("y", NullValue.NULL_VALUE))),
          Map.entry("half", List.of(Map.of("sku", "x"))),
          Map.entry("more", List.of(Map.of("sku", "x", "gift", true, "price", 1L))),
          Map.entry("bad", List.of(line("x", true), line(7L, "yes"))),
          Map.entry("long", List.of(line("abcd", true))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "share | event.fraction      | 0.1",
        "share | 2.5                 | 2.5",
        "share | 0.1                 | 0.1",
        "share | event.exactInFloat  | 1.6777216E7",
        "share | event.twoToThirty   | 1.0737418E9",
        "wide  | event.minLong       | -9.223372036854776E18",
        "wide  | event.fraction      | 0.1",
        "wide  | event.third         | 0.3333333333333333",
        "wide  | event.sixteen       | 1.6777217E7",
        "wide  | 0.1 + 0.2           | 0.30000000000000004",
        "wide  | event.exact         | 9.007199254740992E15",
        "wide  | event.minusExact    | -9.007199254740992E15",
        "small | event.maxInt        | 2147483647",
        "small | event.minInt        | -2147483648",
        "small | null                | null",
        "size  | 'M'                 | `\"M\"`",
        "tags  | event.tags          | `{\"a\": 1, \"b\": 2}`",
        "tags  | {'b': 2, 'a': 1}    | `{\"a\": 1, \"b\": 2}`",
        "tags  | event.nothing       | null",
        "lines | event.lines         | `[{\"sku\": \"x\", \"gift\": true},"
            + " {\"sku\": \"y\", \"gift\": null}]`",
        "lines | []                  | []",
        "lines | [{'sku': 'z', 'gift': null}] | `[{\"sku\": \"z\", \"gift\": null}]`",
      })
  void fills(String field, String expression, String text) {
    assertThat(bind(Map.of("id", "event.id", field, expression)))
        .isInstanceOfSatisfying(
            Bound.Complete.class,
            bound -> assertThat(bound.record().toString()).contains("\"" + field + "\": " + text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "share | event.third         | BIND_TYPE           | /third",
        "share | event.sixteen       | BIND_TYPE           | /sixteen",
        "share | event.maxInt        | BIND_TYPE           | /maxInt",
        "share | event.inexactInFloat | BIND_TYPE          | /inexactInFloat",
        "share | 16777217.0          | BIND_TYPE           | /fields/share",
        "share | 1.0 / 3.0           | BIND_TYPE           | /fields/share",
        "share | 1e39                | CONSTRAINT_RANGE    | /fields/share",
        "share | 0.0 / 0.0           | CONSTRAINT_RANGE    | /fields/share",
        "share | event.aboveFloat    | CONSTRAINT_RANGE    | /aboveFloat",
        "share | '0.1'               | BIND_TYPE           | /fields/share",
        "wide  | event.inexact       | BIND_TYPE           | /inexact",
        "small | event.aboveInt      | CONSTRAINT_RANGE    | /aboveInt",
        "size  | 'L'                 | CONSTRAINT_ENUM     | /fields/size",
        "size  | 7                   | BIND_TYPE           | /fields/size",
        "tags  | event.lines         | BIND_TYPE           | /lines",
        "tags  | event.three         | CONSTRAINT_ITEMS    | /three",
        "tags  | event.badTag        | BIND_TYPE           | /badTag",
        "tags  | event.badKey        | CONSTRAINT_KEY      | /badKey",
        "tags  | {1: 2}              | BIND_TYPE           | /fields/tags",
        "lines | event.tags          | BIND_TYPE           | /tags",
        "lines | event.half          | BIND_MISSING        | /half/0/gift",
        "lines | event.more          | BIND_TYPE           | /more/0",
        "lines | [1]                 | BIND_TYPE           | /fields/lines/0",
        "lines | [{1: 'sku'}]        | BIND_TYPE           | /fields/lines/0",
        "lines | event.long          | CONSTRAINT_LENGTH   | /long/0/sku",
      })
  void refusesWithCodeAndPointer(String field, String expression, Code code, String pointer) {
    assertThat(bind(Map.of("id", "event.id", field, expression)))
        .isEqualTo(new Bound.Incomplete(List.of(new Violation(pointer, code))));
  }

  @Test
  void tellsEveryMisfitBelowAField() {
    assertThat(bind(Map.of("id", "event.id", "lines", "event.bad")))
        .isEqualTo(
            new Bound.Incomplete(
                List.of(
                    new Violation("/bad/1/sku", Code.BIND_TYPE),
                    new Violation("/bad/1/gift", Code.BIND_TYPE))));
  }

  @Test
  void refusesToBeMadeWithoutAFieldThatHasNoDefault() {
    Map<String, Expression> none = Map.of();

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Binding.of(TYPE, none))
        .withMessage("fields.id is not bound");
  }

  private static Map<String, Object> line(Object sku, Object gift) {
    return Map.of("sku", sku, "gift", gift);
  }

  private static Decimal decimal(String text) {
    return new Decimal(new BigDecimal(text));
  }

  private static Bound bind(Map<String, String> texts) {
    Expressions compiler = new Expressions(Scope.ofRule());
    Map<String, Expression> expressions =
        texts.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> ready(compiler, each.getValue())));
    return Binding.of(TYPE, expressions).bind(Map.of("event", EVENT));
  }

  private static Expression ready(Expressions compiler, String text) {
    return switch (compiler.value(text)) {
      case Compiled.Ready(Expression expression) -> expression;
      case Compiled.Wrong(String message) -> throw new AssertionError(text + ": " + message);
    };
  }

  private static ActionType type(String schema) {
    return switch (ActionType.parse(schema)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}

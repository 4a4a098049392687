package io.sallyport.validator.bind;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.NullValue;
import io.sallyport.action.ActionType;
import io.sallyport.action.constraint.Violation;
import io.sallyport.action.record.PlainValue;
import io.sallyport.contract.Code;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.Expressions;
import io.sallyport.validator.expression.Scope;
import io.sallyport.validator.parse.Decimal;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "Sample", "namespace": "a", "doc": "All kinds.",
       "effect": "write", "cell": "deployments", "orderBy": "text", "idempotent": false,
       "maxTtl": "15m", "classification": "internal", "minAssurance": "shared",
       "fields": [
        {"name": "text", "type": {"type": "string", "maxLength": 5, "pattern": "[a-z]*"}},
        {"name": "small", "type": {"type": "int", "min": 0, "max": 9}},
        {"name": "large", "type": {"type": "long", "min": 0, "max": 9000000000}},
        {"name": "real", "type": {"type": "double", "min": 0, "max": 9}},
        {"name": "flag", "type": "boolean"},
        {"name": "items", "type": {"type": "array", "maxItems": 2,
          "items": {"type": "string", "maxLength": 5, "pattern": "[a-z]*"}}},
        {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 5,
          "scale": 2, "min": "-99", "max": "99.99"}},
        {"name": "day", "type": {"type": "int", "logicalType": "date", "max": "2026-12-31"}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis",
          "max": "2026-12-31T00:00:00Z"}},
        {"name": "maybe", "type": ["null", {"type": "int", "min": 0, "max": 9}],
          "default": null}]}
      """;

  private static final Map<String, String> GOOD =
      Map.of(
          "text", "'abc'",
          "small", "event.n",
          "large", "event.big",
          "real", "event.real",
          "amount", "event.real",
          "day", "'1970-01-02'",
          "at", "timestamp('1970-01-01T00:00:01Z')",
          "flag", "event.flag",
          "items", "event.items");

  private static final Map<String, Object> EVENT =
      Map.ofEntries(
          Map.entry("n", 7L),
          Map.entry("big", 5_000_000_000L),
          Map.entry("real", new Decimal(new BigDecimal("1.5"))),
          Map.entry("fine", new Decimal(new BigDecimal("1.501"))),
          Map.entry("zero", new Decimal(new BigDecimal("0e-300"))),
          Map.entry("vast", new Decimal(new BigDecimal("1e400"))),
          Map.entry("tiny", new Decimal(new BigDecimal("1e-400"))),
          Map.entry("long", new Decimal(new BigDecimal("1.00000000000000001"))),
          Map.entry("flag", true),
          Map.entry("nothing", NullValue.NULL_VALUE),
          Map.entry("items", List.of("a", "b")),
          Map.entry("mixed", List.of("a", 1L, "TOO LONG")),
          Map.entry("word", "ABC"));

  @Test
  void fillsEveryKindOfField() {
    assertThat(bind(Map.of()))
        .isInstanceOfSatisfying(
            Bound.Complete.class,
            bound ->
                assertThat(bound.record())
                    .hasToString(
                        "{\"text\": \"abc\", \"small\": 7, \"large\": 5000000000, \"real\": 1.5,"
                            + " \"flag\": true, \"items\": [\"a\", \"b\"],"
                            + " \"amount\": \"\\u0000\\u0096\","
                            + " \"day\": 1, \"at\": 1000, \"maybe\": null}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "small | event.big      | CONSTRAINT_RANGE   | /big",
        "small | event.n + 3    | CONSTRAINT_RANGE   | /fields/small",
        "small | event.word     | BIND_TYPE          | /word",
        "small | event.real     | BIND_TYPE          | /real",
        "small | event.nothing  | BIND_TYPE          | /nothing",
        "small | event.none     | BIND_MISSING       | /none",
        "small | event.n / 0    | BIND_ERROR         | /fields/small",
        "real  | event.tiny     | BIND_TYPE          | /tiny",
        "real  | event.long     | BIND_TYPE          | /long",
        "real  | event.vast     | CONSTRAINT_RANGE   | /vast",
        "text  | event.n        | BIND_TYPE          | /n",
        "text  | event.word     | CONSTRAINT_PATTERN | /word",
        "text  | 'abcdef'       | CONSTRAINT_LENGTH  | /fields/text",
        "flag  | 'true'         | BIND_TYPE          | /fields/flag",
        "real  | 10             | CONSTRAINT_RANGE   | /fields/real",
        "items | [1, 2, 3]      | CONSTRAINT_ITEMS   | /fields/items",
        "maybe | event.big      | CONSTRAINT_RANGE   | /big",
        "amount | event.big     | CONSTRAINT_RANGE   | /big",
        "amount | event.fine    | CONSTRAINT_MULTIPLE | /fine",
        "amount | decimal('-99.01') | CONSTRAINT_RANGE | /fields/amount",
        "amount | event.vast    | CONSTRAINT_RANGE   | /vast",
        "amount | '1.50'        | BIND_TYPE          | /fields/amount",
        "amount | 1.5           | BIND_TYPE          | /fields/amount",
        "amount | decimal('1,5') | BIND_ERROR        | /fields/amount",
        "amount | decimal(event.tiny) | CONSTRAINT_MULTIPLE | /fields/amount",
        "day   | '2026-02-30'   | CONSTRAINT_FORMAT  | /fields/day",
        "day   | '2027-01-01'   | CONSTRAINT_RANGE   | /fields/day",
        "day   | event.n        | BIND_TYPE          | /n",
        "day   | timestamp('2026-01-01T00:00:01Z') | CONSTRAINT_MULTIPLE | /fields/day",
        "at    | '2026-02-28'   | CONSTRAINT_FORMAT  | /fields/at",
        "at    | '2026-02-28T12:00:00.0001Z' | CONSTRAINT_MULTIPLE | /fields/at",
        "at    | '2027-02-28T12:00:00Z' | CONSTRAINT_RANGE | /fields/at",
        "at    | event.n        | BIND_TYPE          | /n",
      })
  void tellsWhatDoesNotFitAndWhere(String field, String expression, Code code, String pointer) {
    assertThat(bind(Map.of(field, expression)))
        .isEqualTo(new Bound.Incomplete(List.of(new Violation(pointer, code))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "amount | 7                    | amount | 7.00",
        "amount | event.real           | amount | 1.50",
        "amount | decimal('-1.5')      | amount | -1.50",
        "amount | event.zero           | amount | 0.00",
        "amount | decimal('1.55')      | amount | 1.55",
        "amount | decimal('-99')       | amount | -99.00",
        "amount | decimal('99.99')     | amount | 99.99",
        "day    | '2026-02-28'         | day    | 2026-02-28",
        "day    | timestamp('2026-02-28T00:00:00Z') | day | 2026-02-28",
        "at     | '2026-02-28T13:00:00.5+01:00' | at | 2026-02-28T12:00:00.500Z",
      })
  void fillsLogicalTypes(String field, String expression, String read, String text) {
    assertThat(bind(Map.of(field, expression)))
        .isInstanceOfSatisfying(
            Bound.Complete.class,
            bound -> assertThat(PlainValue.text(bound.record(), read)).isEqualTo(text));
  }

  @Test
  void takesNullWhereTheTypeDoes() {
    assertThat(bind(Map.of("maybe", "event.nothing"))).isInstanceOf(Bound.Complete.class);
  }

  @Test
  void tellsEveryViolation() {
    Bound bound =
        bind(Map.of("text", "event.word", "small", "event.none", "items", "event.items + ['UP']"));

    assertThat(bound)
        .isEqualTo(
            new Bound.Incomplete(
                List.of(
                    new Violation("/none", Code.BIND_MISSING),
                    new Violation("/fields/items", Code.CONSTRAINT_ITEMS),
                    new Violation("/word", Code.CONSTRAINT_PATTERN))));
  }

  @Test
  void pointsIntoTheItemsOfAPayload() {
    assertThat(bind(Map.of("items", "[event.mixed[0], event.mixed[2]]")))
        .isEqualTo(
            new Bound.Incomplete(
                List.of(new Violation("/fields/items/1", Code.CONSTRAINT_LENGTH))));
  }

  private static Bound bind(Map<String, String> changed) {
    Map<String, String> texts = new HashMap<>(GOOD);
    texts.putAll(changed);
    Map<String, Expression> expressions = new HashMap<>();
    Expressions compiler = new Expressions(Scope.ofRule());
    texts.forEach((field, text) -> {
      switch (compiler.value(text)) {
        case Compiled.Ready(Expression expression) -> expressions.put(field, expression);
        case Compiled.Wrong(String message) -> throw new AssertionError(message);
      }
    });
    return Binding.of(type(), expressions).bind(Map.of("event", EVENT));
  }

  private static ActionType type() {
    return switch (ActionType.parse(SCHEMA)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}

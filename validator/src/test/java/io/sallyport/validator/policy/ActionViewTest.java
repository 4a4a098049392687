package io.sallyport.validator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.shape.DecimalForm;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Evaluated;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.Expressions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy sees of each kind of value. */
class ActionViewTest {
  private static final ActionType TYPE =
      type(
          """
          {"type": "record", "name": "Pay", "namespace": "a", "effect": "write", "cell": "c",
           "orderBy": "id", "idempotent": false, "maxTtl": "15m", "classification": "internal",
           "minAssurance": "shared", "fields": [
            {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
            {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal",
             "precision": 20, "scale": 2, "min": "0", "max": "100000000000000000"}},
            {"name": "tip", "type": ["null", {"type": "bytes", "logicalType": "decimal",
             "precision": 4, "scale": 2, "min": "0", "max": "9"}]},
            {"name": "day", "type": {"type": "int", "logicalType": "date"}},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "paid", "type": "boolean"},
            {"name": "count", "type": {"type": "int", "min": 0, "max": 9}},
            {"name": "share", "type": {"type": "float", "min": 0, "max": 9}},
            {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
            {"name": "none", "type": ["null", {"type": "int", "min": 0, "max": 9}]},
            {"name": "tags", "type": {"type": "map", "maxItems": 2,
             "keys": {"maxLength": 3, "pattern": "[a-z]*"},
             "values": {"type": "int", "min": 0, "max": 9}}},
            {"name": "lines", "type": {"type": "array", "maxItems": 2, "items":
             {"type": "record", "name": "Line", "fields": [
              {"name": "gift", "type": "boolean"},
              {"name": "count", "type": {"type": "int", "min": 0, "max": 9}}]}}}]}
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action.amount.compare('90071992547409.93') == 0",
        "action.amount.compare('90071992547409.92') > 0",
        "action.amount.compare(90071992547410) < 0",
        "action.tip.compare('0.5') == 0",
        "action.day < now && action.day == timestamp('2026-02-28T00:00:00Z')",
        "action.at < now && action.at > action.day",
        "action.id.startsWith('01890a5d-')",
        "action.paid && action.count == 7 && action.share == 0.5 && action.kind == 'B'",
        "type(action.none) == type(null) && type(action.tip) != type(null)",
        "action.tags == {'a': 1, 'b': 2} && action.tags['b'] > 1",
        "size(action.lines) == 1 && action.lines[0].gift && action.lines[0].count + 1 == 4",
      })
  void holds(String expression) {
    assertThat(truth(expression)).isEqualTo(Evaluated.Truth.TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action.amount < 100",
        "action.amount < 100.0",
        "action.amount < '100'",
        "action.amount == '100'",
        "action.amount == action.amount",
        "action.amount in [action.amount]",
        "action.amount + 1 == 2",
        "action.amount.compare(1.5) == 0",
        "double(action.amount) < 1.5",
        "string(action.amount) == '1'",
        "action.day == '2026-02-28'",
        "action.day < 20000",
        "action.paid == 1",
        "action.count == 7.0",
        "action.share == 'x'",
        "action.kind == 1",
        "action.tags['a'] == 'x'",
        "action.tags[1] == 1",
        "action.lines[0].price == 1",
        "action.lines[0].count == true",
      })
  void refusesAtLoadWhatWouldNotBeExact(String expression) {
    assertThat(new Expressions(ActionView.scope(TYPE)).predicate(expression))
        .isInstanceOf(Compiled.Wrong.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"action.tip < 1", "action.tip == 0.5", "action.tip == action.tip"})
  void endsInAnErrorWhereOnlyTheValueTells(String expression) {
    assertThat(truth(expression)).isEqualTo(Evaluated.Truth.ERROR);
  }

  private static Evaluated.Truth truth(String expression) {
    GenericData.Record record = new GenericData.Record(TYPE.schema());
    record.put("id", "01890a5d-ac96-774b-bcce-b302099a8057");
    record.put("amount", DecimalForm.bytes(new BigDecimal("90071992547409.93"), 2));
    record.put("tip", DecimalForm.bytes(new BigDecimal("0.50"), 2));
    record.put("day", 20_512);
    record.put("at", 1_772_280_000_000_001L);
    record.put("paid", true);
    record.put("count", 7);
    record.put("share", 0.5f);
    record.put("kind", new GenericData.EnumSymbol(schema("kind"), "B"));
    record.put("tags", Map.of("a", 1, "b", 2));
    GenericData.Record line = new GenericData.Record(schema("lines").getElementType());
    line.put("gift", true);
    line.put("count", 3);
    record.put("lines", List.of(line));
    Map<String, Object> variables =
        Map.of(
            "action",
            ActionView.of(TYPE.shape(), record),
            "now",
            Instant.parse("2026-03-01T00:00:00Z"));
    return switch (new Expressions(ActionView.scope(TYPE)).predicate(expression)) {
      case Compiled.Ready(Expression ready) -> ready.evaluate(variables).truth();
      case Compiled.Wrong(String message) -> throw new AssertionError(message);
    };
  }

  private static Schema schema(String field) {
    return TYPE.schema().getField(field).schema();
  }

  private static ActionType type(String schema) {
    return switch (ActionType.parse(schema)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}

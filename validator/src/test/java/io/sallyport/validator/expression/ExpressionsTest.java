package io.sallyport.validator.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.NullValue;
import dev.cel.common.types.SimpleType;
import io.sallyport.validator.parse.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  private static final Map<String, Object> EVENT =
      Map.of(
          "ref",
          "refs/heads/main",
          "count",
          3L,
          "price",
          new Decimal(new BigDecimal("1.5")),
          "nothing",
          NullValue.NULL_VALUE,
          "mixed",
          List.of("a", 1L),
          "long",
          "x".repeat(40_000),
          "head",
          Map.of("message", "hello", "a/b", "slash"));

  private static final Map<String, Object> VARIABLES =
      Map.of(
          "event",
          EVENT,
          "source",
          Map.of("name", "github", "assurance", "shared"),
          "principal",
          "github");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.ref == 'refs/heads/main'",
        "event.ref in ['a', 'refs/heads/main']",
        "event.count > 2 && event.count != 4",
        "has(event.head.message) && !has(event.other)",
        "'message' in event.head",
        "source.name == 'github' && source.assurance == 'shared'",
        "principal == 'github'",
        "event.head == {'message': 'hello', 'a/b': 'slash'}",
        "event.mixed[1] == 1",
        "event.ref.matches('refs/heads/(main|release)')",
        "event.ref.substring(5) == 'heads/main'",
        "event.ref.lowerAscii().startsWith('refs/')",
        "type(event.nothing) == type(null)",
        "event.nothing == null",
        "event.missing || true",
        "event.price.compare('1.50') == 0",
        "event.price.compare(1) > 0 && event.price.compare(2) < 0",
        "decimal('0.1').compare('0.10000000000000000000000000000000000001') < 0",
        "decimal(event.count).compare(decimal('3.0')) == 0",
        "decimal(event.price).compare(event.price) == 0",
      })
  void holds(String expression) {
    assertThat(evaluate(expression).truth()).isEqualTo(Evaluated.Truth.TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.count == '3'",
        "event.count != '3'",
        "event.count in ['3']",
        "'a' in ['a', event.count]",
        "event.mixed == ['a', 'b']",
        "event.ref == null",
        "event.price == event.price",
        "event.price > 1",
        "event.price.compare('1e0') == 0",
        "event.count.compare('3') == 0",
        "decimal(event.ref).compare(1) == 0",
        "event.price + 1 == 2",
        "1 in event.head",
        "event.count",
        "event.count < 'a'",
        "event.count + 9223372036854775807 > 0",
        "(event.long + event.long).size() > 1",
        "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b,"
            + " [1,2,3,4,5,6,7,8,9,10].all(c, a + b + c > 0)))",
      })
  void endsInAnError(String expression) {
    assertThat(evaluate(expression).truth()).isEqualTo(Evaluated.Truth.ERROR);
  }

  @Test
  void tellsWhatIsMissing() {
    assertThat(evaluate("event.missing.deeper == 1")).isEqualTo(new Evaluated.Missing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event.head.message   | /head/message",
        "event['head']['a/b'] | /head/a~1b",
        "event.mixed[1]       | /mixed/1",
      })
  void knowsThePlaceThatAPlainPathReads(String expression, String pointer) {
    assertThat(ready(expression).pointer()).contains(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"event.ref + ''", "has(event.ref)", "principal", "event.mixed[event.count]"})
  void knowsNoPlaceForAnythingElse(String expression) {
    assertThat(ready(expression).pointer()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event.ref =            | ERROR: at 1:11",
        "evnt.ref == 'a'        | undeclared reference to 'evnt'",
        "source.nme == 'a'      | undefined field 'nme'",
        "source.name == 1       | no matching overload",
        "source.name            | it is not true or false",
        "cel.bind(a, 1, a == 1) | undeclared reference to 'cel'",
        "decimal('1') == decimal('1') | no operator takes decimals",
        "decimal('1') != event.price | no operator takes decimals",
        "decimal('1') in [event.price] | no operator takes decimals",
        "decimal('1') < 2       | no matching overload",
        "decimal('1') < decimal('2') | no matching overload",
        "decimal('1').compare(1.0) == 0 | no matching overload",
        "event.price.compare(1.5) == 0 | no matching overload",
        "decimal(1.0).compare(1) == 0 | no matching overload",
        "now > now              | undeclared reference to 'now'",
        "google.protobuf.Duration{} == 1 | undeclared reference",
        "event.ref.matches(event.head.message) | has to be a literal",
        "event.ref.matches('(') | is not one of RE2",
        "event.ref.matches('((a{100}){100}){10}') | too large",
      })
  void refusesAtLoad(String expression, String message) {
    assertThat(new Expressions(Scope.ofRule()).predicate(expression))
        .isInstanceOfSatisfying(
            Compiled.Wrong.class, wrong -> assertThat(wrong.message()).contains(message));
  }

  @Test
  void refusesExpressionsAboveTheLimit() {
    String fits = "principal == '" + "x".repeat(4096 - 15) + "'";

    assertThat(compile(fits)).isInstanceOf(Compiled.Ready.class);
    assertThat(compile(fits + " ")).isInstanceOf(Compiled.Wrong.class);
  }

  /** Two expressions of the same form: one at the limit, one beyond. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "length      | 1 == 1             | 1 == 11",
        "depth       | [[[[[[[1]]]]]]] == [] | [[[[[[[[1]]]]]]]] == []",
        "nodes       | [1, 1, 1].size() == 3 | [1, 1, 1, 1, 1].size() == 5",
        "pattern     | 'a'.matches('a{3}') | 'a'.matches('a{3}b')",
        "repetitions | 'a'.matches('a{5}') | 'a'.matches('a{50}')",
      })
  void refusesAtLoadWhatIsBeyondALimit(String limit, String fits, String beyond) {
    Expressions expressions = new Expressions(Scope.ofRule(), small(limit));

    assertThat(expressions.predicate(fits)).isInstanceOf(Compiled.Ready.class);
    assertThat(expressions.predicate(beyond)).isInstanceOf(Compiled.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "iterations | [1, 1, 1].all(a, a == 1) | [1, 1, 1, 1, 1, 1, 1, 1].all(a, a == 1)",
        "text       | ('abcd' + 'efgh') != ''  | ('abcd' + 'efghi') != ''",
      })
  void endsInAnErrorBeyondALimit(String limit, String fits, String beyond) {
    Expressions expressions = new Expressions(Scope.ofRule(), small(limit));

    assertThat(truth(expressions, fits)).isEqualTo(Evaluated.Truth.TRUE);
    assertThat(truth(expressions, beyond)).isEqualTo(Evaluated.Truth.ERROR);
  }

  private static Evaluated.Truth truth(Expressions expressions, String text) {
    return switch (expressions.predicate(text)) {
      case Compiled.Ready(Expression expression) -> expression.evaluate(Map.of()).truth();
      case Compiled.Wrong(String message) -> throw new AssertionError(message);
    };
  }

  /** The usual limits but for one. */
  private static ExpressionLimits small(String limit) {
    ExpressionLimits usual = ExpressionLimits.DEFAULTS;
    return new ExpressionLimits(
        limit.equals("length") ? 6 : usual.length(),
        limit.equals("depth") ? 8 : usual.depth(),
        limit.equals("nodes") ? 8 : usual.nodes(),
        limit.equals("iterations") ? 4 : usual.iterations(),
        limit.equals("pattern") ? 4 : usual.pattern(),
        limit.equals("repetitions") ? 12 : usual.repetitions(),
        limit.equals("text") ? 8 : usual.text());
  }

  @Test
  void givesPoliciesTheTypedActionAndTheClock() {
    Scope scope =
        Scope.ofPolicy(
            Scope.struct("a.Deploy", Map.of("repository", SimpleType.STRING)), List.of());
    Map<String, Object> variables =
        Map.of(
            "action", Map.of("repository", "acme/shop"),
            "now", Instant.parse("2026-11-20T01:00:00Z"));
    String friday = "action.repository == 'acme/shop' && now.getDayOfWeek('UTC') == 5";

    assertThat(new Expressions(scope).predicate(friday))
        .isInstanceOfSatisfying(
            Compiled.Ready.class,
            ready ->
                assertThat(ready.expression().evaluate(variables).truth())
                    .isEqualTo(Evaluated.Truth.TRUE));
    assertThat(new Expressions(scope).predicate("event.ref == 'a'"))
        .isInstanceOf(Compiled.Wrong.class);
  }

  private static Compiled compile(String text) {
    return new Expressions(Scope.ofRule()).value(text);
  }

  private static Expression ready(String text) {
    return switch (compile(text)) {
      case Compiled.Ready(Expression expression) -> expression;
      case Compiled.Wrong(String message) -> throw new AssertionError(message);
    };
  }

  private static Evaluated evaluate(String text) {
    return ready(text).evaluate(VARIABLES);
  }
}

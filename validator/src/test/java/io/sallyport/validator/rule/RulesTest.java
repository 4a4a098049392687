package io.sallyport.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.testkit.Seeded;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bind.Binding;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.Expressions;
import io.sallyport.validator.expression.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  private static final Expressions EXPRESSIONS = new Expressions(Scope.ofRule());
  private static final Binding BINDING = Demo.bundle().rules().of("github").getFirst().binding();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "event.kind == 'a' ; fires",
        "'a' == event.kind ; fires",
        "event.kind == 'b' ; silent",
        "event.kind in ['b', 'a'] ; fires",
        "event.kind in ['b', 'c'] ; silent",
        "event.kind in [] ; silent",
        "event.size == 7 ; fires",
        "event.size == '7' ; silent",
        "event.open == true ; fires",
        "event.open == false ; silent",
        "event.deep.name == 'x' ; fires",
        "event['deep']['name'] == 'x' ; fires",
        "event.deep.name.more == 'x' ; silent",
        "event.missing == 'x' ; silent",
        "event.missing != 'x' ; unclear",
        "event.missing == 'x' && event.kind == 'a' ; silent",
        "event.missing == 'x' || event.kind == 'a' ; fires",
        "event.kind == 'a' && event.missing > 1 ; unclear",
        "!(event.kind == 'b') ; fires",
        "event.kind == 'a' && event.size == 7 && event.open ; fires",
        "event.items[0] == 'i' ; fires",
        "source.name == 'github' ; fires",
      })
  void judgesAConditionAsWritten(String when, String expected) {
    Rules rules = Rules.of(List.of(rule("one", when)));

    List<Match> matches = rules.matching("github", variables(event()));

    assertThat(matches.stream().map(RulesTest::word).findFirst().orElse("silent"))
        .isEqualTo(expected);
  }

  @Test
  void keepsTheOrderOfTheRules() {
    Rules rules =
        Rules.of(
            List.of(
                rule("first", "event.size == 7"),
                rule("second", "true"),
                rule("third", "event.kind == 'a'"),
                rule("fourth", "event.size == 7")));

    assertThat(names(rules.matching("github", variables(event()))))
        .containsExactly("first", "second", "third", "fourth");
  }

  @Test
  void asksNoRuleOfAnotherSource() {
    Rules rules = Rules.of(List.of(rule("one", "true")));

    assertThat(rules.matching("gitlab", variables(event()))).isEmpty();
  }

  @Test
  void keepsTheRulesOfEachSourceApart() {
    Rules rules = Rules.of(List.of(rule("one", "true"), rule("two", "true")));

    assertThat(rules.of("github")).extracting(Rule::name).containsExactly("one", "two");
    assertThat(rules.of("gitlab")).isEmpty();
  }

  @Test
  void stopsWithoutAnEvent() {
    Rules rules = Rules.of(List.of(rule("one", "true")));

    assertThatIllegalStateException()
        .isThrownBy(() -> rules.matching("github", Map.of(Scope.EVENT, "text")));
  }

  @Test
  void findsThroughTheIndexWhatEachRuleAloneWouldSay() {
    Seeded.forAll(
        50,
        random -> {
          List<Rule> all =
              IntStream.range(0, 20).mapToObj(i -> rule("rule-" + i, condition(random))).toList();
          Map<String, Object> variables = variables(event(random));
          List<String> alone = new ArrayList<>();
          for (Rule rule : all) {
            alone.addAll(names(Rules.of(List.of(rule)).matching("github", variables)));
          }

          assertThat(names(Rules.of(all).matching("github", variables))).isEqualTo(alone);
        });
  }

  private static String condition(Random random) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      String member = "event." + pick(random, "a", "b", "c.d");
      parts.add(
          switch (random.nextInt(4)) {
            case 0 -> member + " == '" + random.nextInt(3) + "'";
            case 1 -> member + " in ['" + random.nextInt(3) + "', '1']";
            case 2 -> member + " != '" + random.nextInt(3) + "'";
            default -> "has(" + member + ")";
          });
    }
    return String.join(pick(random, " && ", " || "), parts);
  }

  private static Map<String, Object> event(Random random) {
    Map<String, Object> event = new HashMap<>();
    for (String member : List.of("a", "b")) {
      if (random.nextInt(4) > 0) {
        event.put(member, String.valueOf(random.nextInt(3)));
      }
    }
    event.put("c", random.nextBoolean() ? Map.of("d", "1") : "1");
    return event;
  }

  private static Map<String, Object> event() {
    return Map.of(
        "kind", "a", "size", 7L, "open", true, "deep", Map.of("name", "x"), "items", List.of("i"));
  }

  private static Map<String, Object> variables(Map<String, Object> event) {
    return Map.of(
        Scope.EVENT,
        event,
        Scope.SOURCE,
        Map.of("name", "github", "assurance", "shared"),
        Scope.PRINCIPAL,
        "source:github");
  }

  private static Rule rule(String name, String when) {
    Expression compiled =
        switch (EXPRESSIONS.predicate(when)) {
          case Compiled.Ready(Expression expression) -> expression;
          case Compiled.Wrong(String message) -> throw new AssertionError(when + ": " + message);
        };
    return new Rule(
        name,
        "github",
        compiled,
        BINDING,
        Optional.empty(),
        Optional.empty(),
        Duration.ofMinutes(1));
  }

  private static List<String> names(List<Match> matches) {
    return matches.stream()
        .map(match -> match instanceof Match.Fires ? match.rule().name() : "unclear")
        .toList();
  }

  private static String word(Match match) {
    return switch (match) {
      case Match.Fires fires -> "fires";
      case Match.Unclear unclear -> "unclear";
    };
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}

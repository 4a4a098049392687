package io.sallyport.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Problem;
import io.sallyport.validator.expression.ExpressionLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReaderTest {
  private static final ActionType TYPE =
      type(
          """
          {"type": "record", "name": "Close", "namespace": "a", "effect": "write", "cell": "c",
           "orderBy": "id", "idempotent": false, "maxTtl": "15m", "classification": "internal",
           "minAssurance": "shared", "fields": [
            {"name": "id", "type": {"type": "string", "maxLength": 5, "pattern": "[a-z]*"}},
            {"name": "urgent", "type": "boolean"},
            {"name": "note", "type": ["null", {"type": "string", "maxLength": 5,
             "pattern": "[a-z]*"}], "default": null}]}
          """);

  private static final String RULE =
      """
      apiVersion: sallyport/v1
      kind: Rule
      metadata: {name: close}
      spec:
        source: shop
        when: event.kind == 'done'
        requester: event.by
        action: a.Close
        ttl: 10m
        fields:
          id: event.id
          urgent: "true"
      """;

  @Test
  void readsEverythingThatARuleSays() {
    Rule rule = read(RULE);

    assertThat(rule.name()).isEqualTo("close");
    assertThat(rule.source()).isEqualTo("shop");
    assertThat(rule.type()).isEqualTo(TYPE);
    assertThat(rule.when().discriminators()).hasSize(1);
    assertThat(rule.requester().flatMap(requester -> requester.pointer())).contains("/by");
    assertThat(rule.ttl()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void needsNoRequester() {
    assertThat(read(RULE.replace("  requester: event.by\n", "")).requester()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "15m"})
  void takesATtlUpToThatOfTheActionType(String ttl) {
    assertThat(problems(RULE.replace("10m", ttl))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event.kind == 'done' | evnt.kind == 1 | spec.when: ERROR: at 1:1: undeclared reference",
        "event.kind == 'done' | 1 + 1          | spec.when: it is not true or false",
        "requester: event.by  | requester: by  | spec.requester: ERROR: at 1:1: undeclared",
        "requester: event.by  | session: {id: a, started: event.s} | spec.session.id: ERROR",
        "requester: event.by  | session: {id: event.a, started: at} | spec.session.started: ERROR",
        "requester: event.by  | session: {id: event.a, started: event.s, idd: x} | spec",
        "a.Close              | a.Open         | spec.action: the bundle has no action type of",
        "ttl: 10m             | ttl: 901s      | spec.ttl: longer than the action type's maxTtl",
        "ttl: 10m             | ttl: 0s        | spec.ttl",
        "id: event.id         | id: event.id + | spec.fields.id: ERROR",
        "id: event.id         | note: event.id | spec.fields.id: the field is not bound and has no",
      })
  void refusesWithOneProblem(String piece, String by, String problem) {
    assertThat(problems(RULE.replace(piece, by))).singleElement().asString().startsWith(problem);
  }

  @Test
  void namesTheFieldsThatThereAre() {
    assertThat(problems(RULE.replace("urgent: ", "colour: \"1\"\n    urgent: ")))
        .containsExactly(
            "spec.fields.colour: the action type has no such field; it has [id, urgent, note]");
  }

  @Test
  void tellsTheProblemsOfEveryField() {
    String rule = RULE.replace("event.id", "nobody").replace("urgent: \"true\"", "note: event.");

    assertThat(problems(rule))
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("spec.fields.id: ERROR"))
        .anyMatch(problem -> problem.startsWith("spec.fields.note: ERROR"))
        .anyMatch(problem -> problem.startsWith("spec.fields.urgent: the field is not bound"));
  }

  private static Rule read(String text) {
    ConfigDocument document = ConfigFile.parse("rule.yaml", text).getFirst();
    RuleReader reader = new RuleReader(Map.of(TYPE.name(), TYPE), ExpressionLimits.DEFAULTS);
    return document
        .<Optional<Rule>>finish(() -> reader.read(document.name(), document.spec()))
        .orElseThrow();
  }

  private static List<String> problems(String text) {
    try {
      read(text);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::message).toList();
    }
  }

  private static ActionType type(String schema) {
    return switch (ActionType.parse(schema)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}

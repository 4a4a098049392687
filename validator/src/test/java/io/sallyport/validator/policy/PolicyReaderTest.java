package io.sallyport.validator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Problem;
import io.sallyport.validator.expression.ExpressionLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final int FIELDS = 17;
  private static final ActionType WRITES = type("write");
  private static final ActionType PERSISTS = type("persist");

  private static final String PERMIT = "{id: p, effect: permit, when: 'true', reason: fine}";

  private final PolicyReader reader = reader(WRITES);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id: P, effect: deny, when: 'true' | id: 1 to 40 of a-z, 0-9 and '-'",
        "id: '', effect: deny, when: 'true' | id: 1 to 40 of a-z, 0-9 and '-'",
        "id: q, effect: defer, when: session.pending > 0, waitFor: session.load, deadline: 1m"
            + " | waitFor: what may come is session.pending or session.outcomes",
        "id: q, effect: defer, when: session.actions > 0, waitFor: session.pending, deadline: 1m"
            + " | when: has to read what it waits for, session.pending",
        "id: q, effect: defer, when: \"'session.pending' == 'x'\", waitFor: session.pending,"
            + " deadline: 1m | when: has to read what it waits for, session.pending",
        "id: q, effect: defer, when: session.pending > 0, waitFor: session.pending,"
            + " deadline: 999ms | deadline: must be",
        "id: q, effect: defer, when: session.pending > 0, waitFor: session.pending,"
            + " deadline: 86401s | deadline: must be",
        "id: q, effect: step-up, when: 'true', group: Duty, threshold: 1 | group: a group",
        "id: q, effect: step-up, when: 'true', group: duty, threshold: 0 | threshold: must be",
        "id: q, effect: step-up, when: 'true', group: duty, threshold: 9 | threshold: must be",
        "id: q, effect: step-up, when: 'true', group: d, threshold: 1, deadline: 9s | deadline",
        "id: q, effect: step-up, when: 'true', group: d, threshold: 1, deadline: 8d | deadline",
        "id: q, effect: deny, when: 'event == 1' | when: ERROR: at 1:1: undeclared reference",
        "id: q, effect: deny, when: '1' | when: it is not true or false",
        "id: q, effect: permit, when: 'true', grant: all | grant: the only grant is persist",
        "id: q, effect: permit, when: 'true', grant: persist | grant: this action type does not",
        "id: q, effect: modify, when: 'true', set: {} | set: a modify statement sets at least one",
        "id: q, effect: modify, when: 'true', set: {g: '1'} | set.g: the action type has no such",
        "id: q, effect: modify, when: 'true', set: {f1: f1} | set.f1: ERROR: at 1:1: undeclared",
        "id: q, effect: modify, when: '1', set: {f1: '1'} | when: it is not true or false",
      })
  void refusesAStatementWithOneProblem(String statement, String problem) {
    assertThat(problems(reader, policy("{" + statement + "}")))
        .singleElement()
        .asString()
        .startsWith("spec.statements[0]." + problem);
  }

  @Test
  void refusesAnIdThatIsThereTwice() {
    assertThat(problems(reader, policy(PERMIT, PERMIT)))
        .containsExactly(
            "spec.statements[1].id: another statement about this action type has this id");
  }

  @Test
  void refusesAnIdThatAnotherDocumentHas() {
    assertThat(problems(reader, policy(PERMIT))).isEmpty();

    assertThat(problems(reader, policy(PERMIT))).hasSize(1).first().asString().contains("this id");
  }

  @ParameterizedTest
  @CsvSource({"100, true", "101, false"})
  void takesAHundredStatementsAboutAType(int count, boolean fits) {
    String[] statements =
        IntStream.range(0, count)
            .mapToObj(i -> PERMIT.replace("id: p", "id: p-" + i))
            .toArray(String[]::new);

    assertThat(problems(reader, policy(statements)))
        .isEqualTo(
            fits
                ? List.of()
                : List.of(
                    "spec.statements[100].id: more than 100 statements about one action type"));
  }

  /** All of them may come to stand in one receipt. */
  @ParameterizedTest
  @CsvSource({"29, true", "30, true", "31, false"})
  void idsOfATypeHaveThreeThousandCharacters(int length, boolean fits) {
    String[] statements =
        IntStream.range(0, 100)
            .mapToObj(
                i -> PERMIT.replace("id: p", "id: " + "%03d".formatted(i) + "x".repeat(length - 3)))
            .toArray(String[]::new);

    assertThat(problems(reader, policy(statements)))
        .isEqualTo(
            fits
                ? List.of()
                : List.of(
                    "spec.statements: the ids of all statements and quotas of this action type"
                        + " have more than 3000 characters"));
  }

  @ParameterizedTest
  @CsvSource({"16, true", "17, false"})
  void changesAtMostSixteenFieldsOfAType(int count, boolean fits) {
    String half = set("first", 0, 9);
    String rest = set("second", 8, count);

    assertThat(problems(reader, policy(PERMIT, half, rest)))
        .isEqualTo(
            fits
                ? List.of()
                : List.of(
                    "spec.statements[2].set:"
                        + " at most 16 fields of one action type are ever changed"));
  }

  @Test
  void takesTheGrantOfATypeThatPersists() {
    PolicyReader persisting = reader(PERSISTS);
    String granted = PERMIT.replace("reason: fine", "grant: persist");

    assertThat(problems(persisting, policy(granted))).isEmpty();
    assertThat(ruling(persisting)).isEqualTo(new Ruling.Permit(List.of("p")));
  }

  @Test
  void takesAPermitWithoutTheGrantForWhatDoesNotPersist() {
    PolicyReader persisting = reader(PERSISTS);

    assertThat(problems(persisting, policy(PERMIT))).isEmpty();
    assertThat(ruling(persisting)).isEqualTo(new Ruling.Deny(Code.PERSIST_NOT_GRANTED, List.of()));
  }

  @Test
  void gathersTheStatementsOfSeveralDocuments() {
    assertThat(problems(reader, policy(PERMIT))).isEmpty();
    assertThat(problems(reader, policy("{id: d, effect: deny, when: 'true'}"))).isEmpty();

    assertThat(ruling(reader)).isEqualTo(new Ruling.Deny(Code.DENIED_BY_STATEMENT, List.of("d")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  statements: [{id: p, effect: permit, when: 'true'}]\n"})
  void forbidsATypeWithAndWithoutStatements(String statements) {
    String forbidden = head() + "  forbidden: true\n  reason: retired\n" + statements;

    assertThat(problems(reader, forbidden)).isEmpty();
    assertThat(ruling(reader)).isEqualTo(new Ruling.Deny(Code.ACTION_FORBIDDEN, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forbidden: false | spec.statements: at least one, or forbidden: true",
        "statements: []   | spec.statements: at least one, or forbidden: true",
      })
  void refusesAPolicyThatSaysNothing(String line, String problem) {
    assertThat(problems(reader, head() + "  " + line + "\n")).containsExactly(problem);
  }

  @Test
  void refusesATypeThatTheBundleHasNot() {
    assertThat(problems(reader, policy(PERMIT).replace("a.Sample", "a.Other")))
        .contains("spec.action: the bundle has no action type of this name");
    assertThat(reader.policies()).isEmpty();
  }

  private static String set(String id, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "f" + i + ": 'true'")
        .collect(
            Collectors.joining(
                ", ", "{id: " + id + ", effect: modify, when: 'true', set: {", "}}"));
  }

  private static Ruling ruling(PolicyReader reader) {
    Policies policies = reader.policies().values().iterator().next();
    GenericData.Record record = new GenericData.Record(WRITES.schema());
    record.put("id", "a");
    IntStream.range(0, FIELDS).forEach(i -> record.put("f" + i, false));
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    return policies.decide(
        record,
        new Circumstances(
            "shop", Assurance.SHARED, "source:shop", now, Optional.empty(), List.of()));
  }

  private static String policy(String... statements) {
    StringBuilder policy = new StringBuilder(head()).append("  statements:\n");
    for (String statement : statements) {
      policy.append("    - ").append(statement).append('\n');
    }
    return policy.toString();
  }

  private static String head() {
    return """
    apiVersion: sallyport/v1
    kind: Policy
    metadata: {name: sample}
    spec:
      action: a.Sample
    """;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.Sample", "a.Nothing"})
  void undoesOnlyWithAnotherTypeOfTheBundle(String undo) {
    assertThat(problems(reader, undone(undo)))
        .containsExactly("spec.undo: another action type of the bundle, by its full name");
  }

  @Test
  void namesOneTypeThatUndoes() {
    PolicyReader two =
        new PolicyReader(
            Map.of("a.Sample", WRITES, "a.Back", WRITES, "a.Other", WRITES),
            ExpressionLimits.DEFAULTS,
            QuotaLimits.DEFAULTS);

    assertThat(problems(two, policy(PERMIT))).isEmpty();
    assertThat(two.policies().values()).singleElement().matches(each -> each.undo().isEmpty());
    assertThat(problems(two, undone("a.Back"))).isEmpty();
    assertThat(problems(two, undone("a.Back"))).isEmpty();
    assertThat(problems(two, undone("a.Other")))
        .containsExactly("spec.undo: another document names another one for this action type");
    assertThat(two.policies().values().iterator().next().undo()).contains("a.Back");
  }

  private static String undone(String undo) {
    return head() + "  forbidden: true\n  undo: " + undo + "\n";
  }

  private static List<String> problems(PolicyReader reader, String text) {
    ConfigDocument document = ConfigFile.parse("policy.yaml", text).getFirst();
    try {
      document.finish(() -> reader.read(document.spec()));
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::message).toList();
    }
  }

  private static PolicyReader reader(ActionType type) {
    return new PolicyReader(
        Map.of(type.name(), type), ExpressionLimits.DEFAULTS, QuotaLimits.DEFAULTS);
  }

  private static ActionType type(String effect) {
    String fields =
        IntStream.range(0, FIELDS)
            .mapToObj(i -> ", {\"name\": \"f" + i + "\", \"type\": \"boolean\"}")
            .collect(Collectors.joining());
    String schema =
        """
        {"type": "record", "name": "Sample", "namespace": "a", "effect": "%s", "cell": "c",
         "orderBy": "id", "idempotent": false, "maxTtl": "15m", "classification": "internal",
         "minAssurance": "shared", "fields": [
          {"name": "id", "type": {"type": "string", "maxLength": 5, "pattern": "[a-z]*"}}%s]}
        """
            .formatted(effect, fields);
    return switch (ActionType.parse(schema)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}

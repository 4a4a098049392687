package io.sallyport.executor.credential.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.testkit.Seeded;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTemplatesTest {
  @Test
  void fillsFieldsInTheirOrder() {
    ScopeTemplates templates =
        ScopeTemplates.parse(List.of("deploy:{environment}:{build}", "read", "{environment}"));

    assertThat(templates.fields()).containsExactly("environment", "build");
    assertThat(templates.fill(fields("staging")).orElseThrow())
        .containsExactly("deploy:staging:7", "read", "staging");
  }

  @Test
  void sameScopeIsAskedForOnce() {
    ScopeTemplates templates = ScopeTemplates.parse(List.of("{environment}", "staging"));

    assertThat(templates.fill(fields("staging"))).contains(Set.of("staging"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west_1", "v1.2~3", "acme/shop", "ops@example.com", "A"})
  void takesValueThatStandsForItself(String value) {
    assertThat(fill("deploy:{environment}", value)).contains(Set.of("deploy:" + value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\tb",
        "a\nb",
        "a\u00a0b",
        "\u00e9",
        "\"",
        "\\",
        "a\0",
        "*",
        "a,b",
        "a:b",
        "a+b",
        "{build}",
        "a%20b",
        "a;b",
        "a=b",
        "a|b",
        "\u202e"
      })
  void refusesValueThatMeansMore(String value) {
    assertThat(fill("deploy:{environment}", value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "repo/{environment}/push, a/b, false",
    "repo:{environment}:push, a/b, true",
    "mail@{environment}, a@b, false",
    "deploy-{environment}, eu-west, true",
    "v1.{environment}, 2.3, true"
  })
  void refusesTheTemplatesOwnSeparators(String template, String value, boolean fits) {
    assertThat(fill(template, value).isPresent()).isEqualTo(fits);
  }

  /** Else two actions could ask for one scope. */
  @ParameterizedTest
  @CsvSource({
    "{build}-{environment}, eu-west, false",
    "{build}.{environment}, 2.3, false",
    "{build}_{environment}, a_b, false",
    "{build}-{environment}, eu.west, true"
  })
  void severalFieldsAreToldApart(String template, String value, boolean fits) {
    assertThat(fill(template, value).isPresent()).isEqualTo(fits);
  }

  @Test
  void fieldThatTheActionDoesNotHaveGivesNoScope() {
    assertThat(fill("deploy:{region}", "staging")).isEmpty();
  }

  @Test
  void neverFillsToMoreThanItsScopes() {
    Seeded.forAll(
        1_000,
        random -> {
          StringBuilder value = new StringBuilder();
          for (int i = 0; i < 1 + random.nextInt(5); i++) {
            value.append((char) random.nextInt(0x250));
          }

          fill("a:{environment}:b", value.toString())
              .ifPresent(scopes ->
                  assertThat(scopes)
                      .singleElement()
                      .satisfies(scope ->
                          assertThat(scope).matches("a:[!#-9;-\\[\\]-~]+:b").startsWith("a:")));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "{}", "{a-b}", "{a", "a}", "\"", "\\", "\u00e9", "a\n"})
  void refusesTemplateThatIsNoScope(String template) {
    assertThatThrownBy(() -> ScopeTemplates.parse(List.of(template)))
        .hasMessageContaining("a template is printable ASCII");
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "20,true", "21,false"})
  void takesOneToTwentyScopes(int count, boolean taken) {
    assertThat(isTaken(Collections.nCopies(count, "s"))).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({"199,true", "200,true", "201,false"})
  void takesTemplatesUpToTheirLimit(int length, boolean taken) {
    assertThat(isTaken(List.of("s".repeat(length)))).isEqualTo(taken);
  }

  /** Four fixed scopes and their spaces take 804 characters. */
  @ParameterizedTest
  @CsvSource({"195,true", "196,true", "197,false"})
  void asksForScopesUpToTheirLimit(int length, boolean asked) {
    List<String> long200 =
        List.of(
            "a".repeat(200), "b".repeat(200), "c".repeat(200), "d".repeat(200), "{environment}");

    assertThat(ScopeTemplates.parse(long200).fill(fields("e".repeat(length))).isPresent())
        .isEqualTo(asked);
  }

  private static boolean isTaken(List<String> templates) {
    try {
      ScopeTemplates.parse(templates);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Set<String>> fill(String template, String value) {
    return ScopeTemplates.parse(List.of(template)).fill(fields(value));
  }

  private static GenericRecord fields(String environment) {
    var schema =
        SchemaBuilder.record("Deploy")
            .fields()
            .requiredString("environment")
            .requiredInt("build")
            .endRecord();
    return new GenericRecordBuilder(schema).set("environment", environment).set("build", 7).build();
  }
}

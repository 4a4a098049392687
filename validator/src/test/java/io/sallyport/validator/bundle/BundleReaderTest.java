package io.sallyport.validator.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.service.config.ByteCount;
import io.sallyport.validator.Demo;
import io.sallyport.validator.expression.ExpressionLimits;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.policy.QuotaLimits;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleReaderTest {
  private static final String RULE = "rule-deploy-on-push.yaml";
  private static final String POLICY = "policy-deploy.yaml";
  private static final String SOURCE = "source-github.yaml";

  @TempDir private Path bundle;

  @BeforeEach
  void copy() {
    Bundles.copy(bundle);
  }

  @Test
  void readsTheDemosBundle() {
    Bundle read = Bundles.read(bundle);

    assertThat(read.sources()).containsOnlyKeys("github");
    assertThat(read.actions()).containsOnlyKeys("com.example.actions.Deploy");
    assertThat(read.policies()).containsOnlyKeys("com.example.actions.Deploy");
  }

  @Test
  void namesABundleByItsContentsAndPaths() {
    var digest = Demo.bundle().digest();

    assertThat(Bundles.read(bundle).digest()).isEqualTo(digest);
    Bundles.replace(bundle, SOURCE, "maxAge: 10m", "maxAge: 600s");
    assertThat(Bundles.read(bundle).digest()).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "when: has(event.pusher) && | when: has(evnt.pusher) && | spec.when: ERROR: at 1:5:",
        "source: github | source: gitlab | the bundle has no source of this name",
        "com.example.actions.Deploy | com.example.actions.Depoly | no action type of this name",
        "commit: event.after | comit: event.after | the action type has no such field",
        "commit: event.after | comit: event.after | spec.fields.commit: the field is not bound",
        "ttl: 10m | ttl: 16m | longer than the action type's maxTtl",
        "ttl: 10m | tlt: 10m | spec.tlt: unknown key",
        "note: event.head_commit.message | note: event.a + | spec.fields.note",
      })
  void refusesRules(String piece, String by, String problem) {
    Bundles.replace(bundle, RULE, piece, by);

    assertThat(Bundles.problems(bundle)).contains(problem).contains(RULE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "effect: permit | effect: modify | set: a modify statement sets at least one field",
        "effect: permit | effect: modify, set: {colour: '1'} | colour: the action type has no such",
        "effect: permit | effect: modify, set: {note: nobody.note} | undeclared reference",
        "effect: permit | effect: defer, deadline: 1m | waitFor: the key is missing",
        "effect: permit | effect: stepUp | group: the key is missing",
        "effect: permit | effect: allow | effect",
        "action.repository == | action.repo == | undefined field 'repo'",
        "source.name == 'github' | size(event) > 0 | undeclared reference to 'event'",
        "id: known-repository | id: Known | 1 to 40 of a-z",
      })
  void refusesPolicies(String piece, String by, String problem) {
    Bundles.replace(bundle, POLICY, piece, by);

    assertThat(Bundles.problems(bundle)).contains(problem).contains(POLICY);
  }

  @Test
  void refusesAQuotaOnAnotherKeyAndSaysWhere() {
    Bundles.replace(
        bundle,
        POLICY,
        "  statements:",
        "  quotas: [{id: all, key: source, max: 5, per: 1h}]\n  statements:");

    assertThat(Bundles.problems(bundle))
        .contains("policy-deploy.yaml:7:")
        .contains("quotas[0].key: a quota counts by action.environment, the type's orderBy");
  }

  @Test
  void namesWhoAsksWhereAQuotaAsksPersons() {
    People.approvers(bundle);
    String quota = "{id: all, key: action.environment, max: 5, per: 1h, onExceeded: stepUp,";
    Bundles.replace(
        bundle,
        POLICY,
        "  statements:",
        "  quotas: [" + quota + " group: nobody, threshold: 1}]\n  statements:");

    assertThat(Bundles.problems(bundle)).contains("nobody");
  }

  @Test
  void refusesAnActionWithoutPolicy() {
    Bundles.write(bundle, POLICY, "");

    assertThat(Bundles.problems(bundle)).contains("no policy is about this action type");
  }

  @Test
  void refusesASourceThatProvesTooLittle() {
    Bundles.replace(bundle, "actions/Deploy.avsc", "\"shared\"", "\"end-to-end\"");

    assertThat(Bundles.problems(bundle))
        .contains("its assurance is shared, the action type needs end-to-end");
  }

  @Test
  void refusesActionsThatNobodyCanApprove() {
    Bundles.replace(
        bundle,
        "actions/Deploy.avsc",
        "\"idempotent\"",
        "\"approval\": {\"group\": \"managers\", \"threshold\": 2}, \"idempotent\"");

    assertThat(Bundles.problems(bundle))
        .contains("approval: no Approvers document has the group managers");
  }

  @Test
  void refusesAMemoryShorterThanTheAge() {
    Bundles.replace(bundle, SOURCE, "window: 75h", "window: 9m");

    assertThat(Bundles.problems(bundle)).contains("dedupe.window: shorter than maxAge");
  }

  /**
   * A copy may be appended as late as its time is believed, after a decision as late as it may be.
   */
  @ParameterizedTest
  @CsvSource({"21m, true", "1259s, false"})
  void aMemoryOutlivesTheAgeAndTheSignedTime(String window, boolean fits) {
    Bundles.replace(bundle, SOURCE, "preset: github", "preset: slack");
    Bundles.replace(bundle, SOURCE, "window: 75h", "window: " + window);

    assertThat(Bundles.problems(bundle).contains("dedupe.window: shorter than maxAge, and 2 x"))
        .isEqualTo(!fits);
  }

  @Test
  void refusesASourceAboveTheProcessesLimit() {
    BundleLimits small =
        new BundleLimits(
            ParseLimits.DEFAULTS,
            ExpressionLimits.DEFAULTS,
            ByteCount.ofKib(1023),
            10,
            10,
            HoldLimits.DEFAULTS,
            QuotaLimits.DEFAULTS,
            DeferLimits.DEFAULTS);

    assertThat(catchMessage(small)).contains("limits.body: larger than the validator's own");
  }

  private String catchMessage(BundleLimits limits) {
    try {
      BundleReader.read(bundle, Path.of(""), limits);
      return "";
    } catch (io.sallyport.service.config.ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"Approvers, persons", "Handler, kind"})
  void refusesOtherKinds(String kind, String problem) {
    Bundles.write(
        bundle,
        "other.yaml",
        "apiVersion: sallyport/v1\nkind: " + kind + "\nmetadata: {name: a}\nspec: {}\n");

    assertThat(Bundles.problems(bundle)).contains("other.yaml").contains(problem);
  }

  @Test
  void refusesANameThatIsThereTwice() {
    Bundles.write(bundle, "again.yaml", text(SOURCE));

    assertThat(Bundles.problems(bundle)).contains("another Source has this name");
  }

  @Test
  void tellsAllProblemsAtOnce() {
    Bundles.replace(bundle, RULE, "source: github", "source: gitlab");
    Bundles.replace(bundle, POLICY, "effect: permit", "effect: modify");
    Bundles.replace(bundle, SOURCE, "preset: github", "preset: gihub");
    Bundles.write(bundle, "broken.yaml", "a: [");
    Bundles.write(bundle, "Broken.avsc", "{");

    assertThat(Bundles.problems(bundle))
        .contains(RULE, POLICY, SOURCE, "broken.yaml", "Broken.avsc");
  }

  private String text(String file) {
    return BundleFiles.read(bundle).texts().getOrDefault(file, "");
  }
}

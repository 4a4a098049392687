package io.sallyport.cli.lint;

import static io.sallyport.cli.bundle.DemoBundles.EXECUTOR;
import static io.sallyport.cli.bundle.DemoBundles.VALIDATOR;
import static io.sallyport.cli.bundle.DemoBundles.copy;
import static io.sallyport.cli.bundle.DemoBundles.replace;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static io.sallyport.cli.bundle.DemoBundles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintCommandTest {
  @TempDir private Path temporary;
  private final Screen screen = new Screen();
  private Path bundle = Path.of("");

  @BeforeEach
  void copyBundle() {
    bundle = copy(VALIDATOR, temporary.resolve("bundle"));
  }

  @Test
  void findsTheDemosBundlesSound() {
    assertThat(run(screen, "lint", VALIDATOR)).isZero();
    assertThat(run(screen, "lint", EXECUTOR)).isZero();

    assertThat(screen.out())
        .contains("ok: validator bundle sha256:")
        .contains("1 source, 2 action types, 2 rules, 9 test cases")
        .contains("ok: executor bundle sha256:")
        .contains("2 handlers, 2 action types");
  }

  @Test
  void warnsOfWhatASchemaSeldomMeans() {
    int code = run(screen, "lint", bundle);

    assertThat(code).isZero();
    assertThat(screen.err())
        .contains("warning: com.example.actions.Deploy/fields/repository: ")
        .doesNotContain("Deploy/fields/commit");
  }

  @Test
  void findsNoChangeBetweenABundleAndItsCopy() {
    assertThat(run(screen, "lint", bundle, "--against", VALIDATOR)).isZero();

    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).contains("ok: the action types admit the same");
  }

  @Test
  void tellsWhatBreaksSinceAnOlderBundle() {
    replace(bundle.resolve("actions/Deploy.avsc"), "\"maxLength\": 100, ", "\"maxLength\": 99, ");

    int code = run(screen, "lint", bundle, "--against", VALIDATOR);

    assertThat(code).isEqualTo(1);
    assertThat(screen.out().lines())
        .containsExactly(
            "com.example.actions.Deploy/fields/repository: length-narrowed (breaks): minLength is"
                + " higher or maxLength lower.");
  }

  @Test
  void letsAWidenedConstraintPassAndTellsIt() {
    replace(bundle.resolve("actions/Deploy.avsc"), "\"maxLength\": 100, ", "\"maxLength\": 101, ");

    int code = run(screen, "lint", bundle, "--against", VALIDATOR, "--output", "json");

    assertThat(code).isZero();
    assertThat(screen.out()).contains("\"code\":\"length-widened\",\"grade\":\"widens\"");
  }

  @Test
  void tellsATypeThatIsGone() {
    int code = run(screen, "lint", EXECUTOR, "--against", other());

    assertThat(code).isEqualTo(1);
    assertThat(screen.out()).contains("com.example.actions.Undeploy/name: type-renamed (breaks)");
  }

  private Path other() {
    Path older = copy(EXECUTOR, temporary.resolve("older"));
    replace(older.resolve("actions/Deploy.avsc"), "\"name\": \"Deploy\"", "\"name\": \"Undeploy\"");
    return older;
  }

  @Test
  void tellsAllProblemsAtOnceWithTheirPlaces() {
    replace(bundle.resolve("source-github.yaml"), "maxAge: 10m", "maxAge: soon");
    replace(
        bundle.resolve("rule-deploy-on-push.yaml"), "commit: event.after", "comit: event.after");

    int code = run(screen, "lint", bundle);

    assertThat(code).isEqualTo(1);
    assertThat(screen.out())
        .contains("source-github.yaml:12:11: spec.maxAge: must be a duration")
        .contains("rule-deploy-on-push.yaml:11:12: spec.fields.comit:")
        .contains("comit: event.after")
        .contains("^");
    assertThat(screen.err()).contains("problems in 2 files. Mend them and run this again");
  }

  @Test
  void placesProblemsOfSchemasInTheirLines() {
    Path schema = bundle.resolve("actions/Deploy.avsc");
    replace(schema, "\"maxLength\": 100, ", "");
    replace(schema, "\"format\": \"git-sha\"", "\"format\": \"git-hash\"");

    run(screen, "lint", bundle);

    assertThat(screen.out())
        .contains("Deploy.avsc:5:26: /fields/0/type: string-unbounded")
        .contains("Deploy.avsc:6:66: /fields/1/type/format: format-unknown");
  }

  @Test
  void keepsConsequencesToItself() {
    replace(bundle.resolve("actions/Deploy.avsc"), "\"maxLength\": 100, ", "");
    replace(bundle.resolve("source-github.yaml"), "maxAge: 10m", "maxAge: soon");

    run(screen, "lint", bundle);

    assertThat(screen.err()).contains("2 problems in 2 files");
  }

  @Test
  void tellsATypeThatIsNowhere() {
    replace(bundle.resolve("policy-deploy.yaml"), "actions.Deploy", "actions.Depoly");

    run(screen, "lint", bundle);

    assertThat(screen.out())
        .contains("policy-deploy.yaml:6:11: spec.action: the bundle has no action type")
        .contains("rule-deploy-on-push.yaml:8:11: spec.action: no policy is about this")
        .doesNotContain("unknown key");
  }

  @Test
  void placesASchemaThatIsNoJson() {
    replace(bundle.resolve("actions/Deploy.avsc"), "\"effect\": \"write\",", "\"effect\": write,");

    run(screen, "lint", bundle);

    assertThat(screen.out()).contains("Deploy.avsc:2:").contains("schema-not-json");
  }

  @Test
  void givesProgramsEveryPlace() {
    replace(bundle.resolve("source-github.yaml"), "maxAge: 10m", "maxAge: soon");

    int code = run(screen, "lint", bundle, "--output", "json");

    assertThat(code).isEqualTo(1);
    assertThat(screen.out())
        .startsWith("{\"ok\":false,\"problems\":[{\"file\":")
        .contains("\"line\":12,\"column\":11,\"message\":\"spec.maxAge:");
  }

  @Test
  void reportsATestWithoutCases() {
    replace(bundle.resolve("tests/deploy.yaml"), "  cases:", "  casses:");

    assertThat(run(screen, "lint", bundle)).isEqualTo(1);
    assertThat(screen.out()).contains("a test without cases tests nothing").contains("casses");
  }

  @Test
  void showsHostileTextHarmlessly() {
    write(bundle.resolve("evil.yaml"), "kind: \"\\e[2J\\u202E\"\n");

    run(screen, "lint", bundle);

    assertThat(screen.out()).doesNotContain("\u001b").doesNotContain("\u202e");
  }

  @Test
  void cannotLintWhatIsNoBundle() {
    assertThat(run(screen, "lint", temporary.resolve("nowhere"))).isEqualTo(2);
    assertThat(run(screen, "lint", bundle.resolve("tests/payloads"))).isEqualTo(2);

    assertThat(screen.err()).contains("is not a directory").contains("holds no .yaml");
  }

  @Test
  void findsWrongPinsOfAnExecutor() {
    Path executor = copy(EXECUTOR, temporary.resolve("executor"));
    replace(executor.resolve("handler-deploy.yaml"), "sha256:0419", "sha256:1419");

    int code = run(screen, "lint", executor);

    assertThat(code).isEqualTo(1);
    assertThat(screen.out())
        .contains("handler-deploy.yaml:7:16: fingerprint: the bundle's schema has sha256:0419")
        .contains("sallyport lint --pin");
  }

  /** The place of the demand, and what to write: nobody looks for a group that is nowhere. */
  @ParameterizedTest
  @ValueSource(strings = {"validator", "executor"})
  void namesTheTypeThatAsksAGroupThatIsNowhere(String kind) {
    Path copy = copy(VALIDATOR.resolveSibling(kind), temporary.resolve("copy"));
    replace(copy.resolve("approvers.yaml"), "{release-managers:", "{managers:");

    assertThat(run(screen, "lint", copy)).isEqualTo(1);

    assertThat(screen.out() + screen.err())
        .contains("actions/Release.avsc:3:")
        .contains("no Approvers document has the group release-managers")
        .contains("write groups: {release-managers: [<2 persons>]}")
        .doesNotContain(copy + ":1:1");
  }

  @Test
  void namesThePolicyThatAsksAGroupThatIsNowhere() {
    replace(
        bundle.resolve("policy-deploy.yaml"),
        "  statements:\n",
        """
          statements:
            - {id: night, effect: stepUp, when: 'true', group: duty, threshold: 1}
        """);

    assertThat(run(screen, "lint", bundle)).isEqualTo(1);

    assertThat(screen.out() + screen.err())
        .contains("policy-deploy.yaml:2:")
        .contains("no Approvers document has the group duty");
  }

  @Test
  void takesNoOptionsOfPinsWithoutPin() {
    assertThat(run(screen, "lint", "--check", bundle)).isEqualTo(2);
    assertThat(screen.err()).contains("go with --pin");
  }
}

package io.sallyport.cli.explain;

import static io.sallyport.cli.bundle.DemoBundles.PAYLOADS;
import static io.sallyport.cli.bundle.DemoBundles.VALIDATOR;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static io.sallyport.cli.bundle.DemoBundles.text;
import static io.sallyport.cli.bundle.DemoBundles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.terminal.Screen;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  @TempDir private Path directory;
  private final Screen screen = new Screen();

  @Test
  void tellsThePartsTheFieldsTheStatementsAndTheDecision() {
    int code = explain(PAYLOADS.resolve("main.json"));

    assertThat(code).isZero();
    assertThat(screen.out())
        .contains("DECIDED: 1 decision")
        .contains("rule deploy-on-push fires: it proposes com.example.actions.Deploy")
        .containsPattern("when +true +has\\(event\\.pusher\\)")
        .containsPattern("when && +true +event\\.ref in")
        .containsPattern("field +environment +\"staging\"")
        .containsPattern("policy +permit +known-repository +true +source\\.name == 'github'")
        .contains("decision  ALLOWED permitted by known-repository: A permit statement holds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bad-commit.json | decision  UNBOUND constraint-format at /after",
        "other-branch.json | rule deploy-on-push does not fire",
        "other-repository.json | decision  DENIED denied-by-default: No permit statement holds.",
        "ref-twice.json | REFUSED json-duplicate-key at /ref: An object has the same name twice",
      })
  void tellsWhyNot(String payload, String why) {
    explain(PAYLOADS.resolve(payload));

    assertThat(screen.out()).contains(why);
  }

  @Test
  void givesProgramsTheSame() {
    explain(PAYLOADS.resolve("bad-commit.json"), "--output", "json");

    assertThat(screen.out())
        .hasLineCount(1)
        .contains("\"violations\":[{\"pointer\":\"/after\",\"code\":\"constraint-format\"}]")
        .contains("\"decision\":{\"result\":\"UNBOUND\"");
  }

  @Test
  void showsHostilePayloadsHarmlessly() {
    String evil = "Show \\u001b[2J\\u202e the\\r\\ndecision  ALLOWED";
    String payload =
        text(PAYLOADS.resolve("names-a-target.json")).replace("Show the delivery", evil);

    explain(write(directory.resolve("evil.json"), payload));

    assertThat(screen.out()).doesNotContain("\u001b").doesNotContain("\u202e");
    assertThat(screen.out().lines().filter(line -> line.strip().startsWith("decision"))).hasSize(1);
  }

  @Test
  void suggestsTheSourcesThatThereAre() {
    int code =
        run(
            screen,
            "explain",
            PAYLOADS.resolve("main.json"),
            "--bundle",
            VALIDATOR,
            "--source",
            "gitlab");

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("no source gitlab").contains("It has: github");
  }

  @Test
  void refusesAPrincipalThatTheSourceCannotHave() {
    int code = explain(PAYLOADS.resolve("main.json"), "--principal", "agent:planner");

    assertThat(code).isEqualTo(2);
    assertThat(screen.err())
        .contains("--principal is none of this source")
        .contains("did you mean 'source:github'?");
  }

  @Test
  void explainsForTheAgentThatIsNamed() {
    Path sample = Path.of("../samples/secret-rotation/validator");
    Path payload = sample.resolve("tests/payloads/staging.json");

    run(
        screen,
        "explain",
        payload,
        "--bundle",
        sample,
        "--source",
        "rotation-planner",
        "--principal",
        "agent:support-agent");

    assertThat(screen.out()).contains("DENIED denied-by-statement by another-agent");
  }

  @Test
  void saysWhatAFileNeeds() {
    assertThat(run(screen, "explain", PAYLOADS.resolve("main.json"))).isEqualTo(2);

    assertThat(screen.err()).contains("a file needs --bundle.");
  }

  @Test
  void needsAStackForAnId() {
    int code = run(screen, "explain", "sallyport.untrusted:0:42", "--data", directory);

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("Start a stack with 'sallyport up'");
  }

  @Test
  void tellsWhoCan() {
    int code = run(screen, "who-can", "Deploy", "--bundle", VALIDATOR);

    assertThat(code).isZero();
    assertThat(screen.out())
        .startsWith("com.example.actions.Deploy")
        .containsPattern("cell +deployments")
        .containsPattern("approval +none: the policy alone decides")
        .containsPattern(
            "github +shared +deploy-on-push +'github:' \\+ event\\.sender\\.login +10m")
        .containsPattern("permit +known-repository +source\\.name");
  }

  @Test
  void tellsWhoCanToPrograms() {
    run(screen, "who-can", "Deploy", "--bundle", VALIDATOR, "--output", "json");

    assertThat(screen.out())
        .startsWith("{\"action\":\"com.example.actions.Deploy\",\"possible\":true");
  }

  @Test
  void knowsTheBundlesActionsOnly() {
    assertThat(run(screen, "who-can", "Depoly", "--bundle", VALIDATOR)).isEqualTo(2);
    assertThat(screen.err()).contains("It has: com.example.actions.Deploy");
  }

  private int explain(Path payload, String... more) {
    Object[] arguments = new Object[6 + more.length];
    Object[] first = {"explain", payload, "--bundle", VALIDATOR, "--source", "github"};
    System.arraycopy(first, 0, arguments, 0, 6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    return run(screen, arguments);
  }
}

package io.sallyport.cli.simulate;

import static io.sallyport.cli.bundle.DemoBundles.PAYLOADS;
import static io.sallyport.cli.bundle.DemoBundles.VALIDATOR;
import static io.sallyport.cli.bundle.DemoBundles.copy;
import static io.sallyport.cli.bundle.DemoBundles.replace;
import static io.sallyport.cli.bundle.DemoBundles.run;
import static io.sallyport.cli.bundle.DemoBundles.text;
import static io.sallyport.cli.bundle.DemoBundles.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.json.StrictJson;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
  private static final String POLICY = "policy-deploy.yaml";
  private static final String RULE = "rule-deploy-on-push.yaml";

  @TempDir private Path directory;
  private final Screen screen = new Screen();
  private Path captured = Path.of("");
  private Path bundle = Path.of("");

  @BeforeEach
  void captures() {
    captured = directory.resolve("captured");
    bundle = copy(VALIDATOR, directory.resolve("new"));
    write(captured.resolve("github/release"), text(PAYLOADS.resolve("release.json")));
    write(captured.resolve("github/unknown"), text(PAYLOADS.resolve("other-repository.json")));
    write(captured.resolve("github/bad"), text(PAYLOADS.resolve("bad-commit.json")));
  }

  @Test
  void findsNoChangeBetweenABundleAndItself() {
    assertThat(simulate("--against", VALIDATOR)).isZero();

    assertThat(screen.out())
        .isEqualTo("3 events judged, 0 skipped\n0 events change, 0 now allowed\n");
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 0", "1000000, 0", "1000001, 2", "-1, 2"})
  void boundsHowFarItGoesBack(String last, int code) {
    assertThat(simulate("--against", VALIDATOR, "--last", last)).isEqualTo(code);
  }

  @Test
  void refusesAPrincipalThatTheSourceCannotHaveInABundle() {
    write(captured.resolve("github/release.delivery"), "{\"principal\":\"agent:planner\"}");

    simulate();

    assertThat(screen.out()).containsPattern("github/release +delivery.+REFUSED evidence-invalid");
  }

  @Test
  void saysNoWhenSomethingBecomesAllowed() {
    permitEverything();

    assertThat(simulate("--against", VALIDATOR)).isEqualTo(1);

    assertThat(screen.out())
        .containsPattern(
            "github/unknown +deploy-on-push +DENIED denied-by-default +ALLOWED permitted"
                + " +NOW ALLOWED")
        .contains("1 event changes, 1 now allowed")
        .doesNotContain("github/release");
  }

  @Test
  void acceptsWhatSomebodyHasLookedAt() {
    permitEverything();

    assertThat(simulate("--against", VALIDATOR, "--accept")).isZero();
  }

  @Test
  void saysYesWhenSomethingIsNoLongerAllowed() {
    replace(bundle.resolve(POLICY), "'acme/shop'", "'acme/other'");

    assertThat(simulate("--against", VALIDATOR)).isZero();

    assertThat(screen.out()).contains("1 event changes, 0 now allowed");
  }

  @Test
  void takesAnotherActionForOneThatWasNotAllowed() {
    replace(bundle.resolve(RULE), "'production' : 'staging'", "'staging' : 'production'");

    assertThat(simulate("--against", VALIDATOR)).isEqualTo(1);

    assertThat(screen.out()).containsPattern("github/release .*ANOTHER ACTION");
  }

  @Test
  void takesAnActionOfAnotherRuleForOneThatWasNotAllowed() {
    replace(bundle.resolve(RULE), "name: deploy-on-push", "name: deploy-anyway");

    assertThat(simulate("--against", VALIDATOR)).isEqualTo(1);

    assertThat(screen.out()).containsPattern("deploy-anyway +no decision +ALLOWED");
  }

  @Test
  void allowsNothingBeforeWithoutABundleToCompareWith() {
    assertThat(simulate()).isEqualTo(1);

    assertThat(screen.out()).contains("3 events change, 1 now allowed");
  }

  @Test
  void givesProgramsALineForEachChangeAndTheSum() {
    permitEverything();

    simulate("--against", VALIDATOR, "--output", "json");

    List<ObjectNode> lines =
        screen
            .out()
            .lines()
            .map(line -> StrictJson.read(line.getBytes(UTF_8)).orElseThrow())
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().path("newAction").textValue())
        .startsWith("com.example.actions.Deploy {\"repository\":");
    assertThat(lines.getFirst().path("newlyAllowed").booleanValue()).isTrue();
    assertThat(lines.getLast())
        .hasToString("{\"judged\":3,\"skipped\":0,\"changed\":1,\"nowAllowed\":1}");
  }

  @Test
  void judgesAtTheTimeOfTheCapture() {
    String past = "\n    - {id: old, effect: deny, when: \"now.getFullYear('UTC') == 2001\"}";
    replace(bundle.resolve(POLICY), "'acme/shop'\"}", "'acme/shop'\"}" + past);
    write(captured.resolve("github/release.delivery"), "{\"time\":\"2001-02-03T04:05:06Z\"}");

    simulate("--against", VALIDATOR);

    assertThat(screen.out()).contains("ALLOWED permitted", "DENIED denied-by-statement");
  }

  @Test
  void judgesWithTheContentTypeOfTheCapture() {
    write(captured.resolve("github/release.delivery"), "{\"contentType\":\"text/plain\"}");

    simulate();

    assertThat(screen.out()).contains("REFUSED content-type-refused");
  }

  @Test
  void skipsWhatWasRefusedForItsEvidence() {
    write(captured.resolve("github/release.delivery"), "{\"code\":\"evidence-invalid\"}");

    assertThat(simulate()).isZero();

    assertThat(screen.out()).contains("2 events judged, 1 skipped", "0 now allowed");
  }

  @Test
  void judgesWhatWasRefusedForItsBytes() {
    write(captured.resolve("github/release.delivery"), "{\"code\":\"body-too-large\"}");

    simulate();

    assertThat(screen.out()).contains("3 events judged, 0 skipped");
  }

  @Test
  void cannotRunWhenNothingCanBeJudged() {
    int code = run(screen, "simulate", "--bundle", bundle, "--from", stranger());

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("no payload could be judged");
  }

  @Test
  void refusesASidecarThatItDoesNotUnderstand() {
    write(captured.resolve("github/release.delivery"), "{\"code\":\"no-such-code\"}");

    assertThat(simulate()).isEqualTo(2);

    assertThat(screen.err()).contains("release.delivery cannot be understood");
  }

  @Test
  void refusesAPayloadOutsideOfASource() {
    write(captured.resolve("stray"), "{}");

    assertThat(simulate()).isEqualTo(2);

    assertThat(screen.err()).contains("does not lie in the directory of a source");
  }

  @Test
  void refusesAnEmptyCapture() {
    int code = run(screen, "simulate", "--bundle", bundle, "--from", directory.resolve("none"));

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("cannot be read");
  }

  @Test
  void showsHostileNamesHarmlessly() {
    write(captured.resolve("github/\u001b[2Jx"), text(PAYLOADS.resolve("release.json")));

    simulate();

    assertThat(screen.out()).contains("\\u001b[2Jx").doesNotContain("\u001b");
  }

  private Path stranger() {
    Path other = directory.resolve("other");
    write(other.resolve("gitlab/push"), "{}");
    return other;
  }

  private void permitEverything() {
    replace(
        bundle.resolve(POLICY),
        "source.name == 'github' && action.repository == 'acme/shop'",
        "true");
  }

  private int simulate(Object... more) {
    Object[] arguments = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"simulate", "--bundle", bundle, "--from", captured}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return run(screen, arguments);
  }
}

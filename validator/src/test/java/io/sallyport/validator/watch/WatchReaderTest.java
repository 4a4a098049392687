package io.sallyport.validator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.policy.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Watch documents of a bundle. */
class WatchReaderTest {
  private static final String GOOD = "on: firstAction, response: alert";
  private static final String POLICY = "policy-deploy.yaml";

  @TempDir private Path bundle;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(bundle);
    People.approvers(bundle);
  }

  private void watch(String name, String rest) {
    Bundles.write(
        bundle,
        name + ".yaml",
        "apiVersion: sallyport/v1\nkind: Watch\nmetadata: {name: "
            + name
            + "}\nspec:\n  source: github\n  "
            + rest
            + "\n");
  }

  private void alarm(String rest) {
    watch("w", "alarms: [{id: a, " + rest + "}]");
  }

  @Test
  void readsIt() {
    watch(
        "w",
        "limits: {types: 5, targets: 6, waiting: 7}\n  alarms:\n"
            + "    - {id: a, on: firstAction, response: alert}\n"
            + "    - {id: b, on: newTarget, after: 6, response: stop, for: 24h}\n"
            + "    - {id: c, on: volume, max: 9, per: 1m, response: stepUp, group: duty,"
            + " threshold: 1, deadline: 5m}");

    Asked duty =
        new Asked(List.of(new Quorum("duty", 1)), List.of("c"), Optional.of(Duration.ofMinutes(5)));
    assertThat(Bundles.read(bundle).watch("github"))
        .contains(
            new Watch(
                "w",
                "github",
                new Watch.Bounds(5, 6, 7),
                List.of(
                    new Alarm("a", new Alarm.FirstAction(0), new Alarm.Alert()),
                    new Alarm("b", new Alarm.NewTarget(6), new Alarm.Stop(Duration.ofHours(24))),
                    new Alarm(
                        "c", new Alarm.Volume(9, Duration.ofMinutes(1)), new Alarm.StepUp(duty)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "on: weird, response: alert | on:",
        "on: firstAction, response: weird | response:",
        "on: firstAction, after: -1, response: alert | after: must be",
        "on: firstAction, after: 101, response: alert | after: must be",
        "on: newTarget, after: 101, response: alert | after: must be",
        "on: volume, max: 0, per: 1s, response: alert | max: must be",
        "on: volume, max: 1001, per: 1s, response: alert | max: must be",
        "on: volume, max: 1, per: 999ms, response: alert | per: must be",
        "on: volume, max: 1, per: 169h, response: alert | per: must be",
        "on: firstAction, response: stop, for: 1h | after: each sender would be stopped",
        "on: newTarget, response: stop, for: 1h | after: each sender would be stopped",
        "on: newTarget, after: 1, response: stop | for: the key is",
        "on: newTarget, after: 1, response: stop, for: 59s | for: must be",
        "on: newTarget, after: 1, response: stop, for: 721h | for: must be",
        "on: firstAction, response: alert, per: 1h | per: unknown",
      })
  void refusesWhatItCannotWatch(String alarm, String problem) {
    alarm(alarm);

    assertThat(Bundles.problems(bundle)).contains("spec.alarms[0]." + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "types: 0|false", "types: 1|true", "types: 1000|true", "types: 1001|false",
        "targets: 0|false", "targets: 1|true", "targets: 1000|true", "targets: 1001|false",
        "waiting: 0|false", "waiting: 1|true", "waiting: 100|true", "waiting: 101|false",
      })
  void boundsWhatIsRemembered(String limit, boolean isAllowed) {
    watch("w", "limits: {" + limit + "}\n  alarms: [{id: a, " + GOOD + "}]");

    assertThat(Bundles.problems(bundle).isEmpty()).isEqualTo(isAllowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "on: firstAction, after: 100, response: alert",
        "on: volume, max: 1000, per: 168h, response: alert",
        "on: volume, max: 1, per: 1s, response: stop, for: 1m",
        "on: volume, max: 1, per: 1s, response: stop, for: 720h",
      })
  void takesWhatIsAtItsLimits(String alarm) {
    alarm(alarm);

    assertThat(Bundles.problems(bundle)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "8, true", "9, false"})
  void hasOneToEightAlarms(int count, boolean isAllowed) {
    String alarms =
        IntStream.range(0, count)
            .mapToObj(i -> "{id: a" + i + ", " + GOOD + "}")
            .collect(Collectors.joining(", "));
    watch("w", "alarms: [" + alarms + "]");

    assertThat(Bundles.problems(bundle).isEmpty()).isEqualTo(isAllowed);
  }

  @Test
  void refusesTwoOfOneNameOrSource() {
    watch("w", "alarms: [{id: a, " + GOOD + "}, {id: a, " + GOOD + "}]");
    watch("x", "alarms: [{id: a, " + GOOD + "}]");

    assertThat(Bundles.problems(bundle))
        .contains("another alarm of this watch has this id")
        .contains("another Watch is of this source");
  }

  @Test
  void refusesASourceThatIsNotThere() {
    alarm(GOOD);
    Bundles.replace(bundle, "w.yaml", "source: github", "source: nobody");

    assertThat(Bundles.problems(bundle)).contains("w.yaml").contains("has no source of this name");
  }

  @Test
  void takesOnlyQuotasThatCountPrincipalsBesideIt() {
    alarm(GOOD);
    Bundles.replace(
        bundle,
        POLICY,
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 3, per: 1h}]\n  statements:");

    assertThat(Bundles.problems(bundle))
        .contains("rule-deploy-on-push.yaml")
        .contains("one action has one memory; count by principal, or use an alarm on volume");

    Bundles.replace(bundle, POLICY, "key: action.environment", "key: principal");

    assertThat(Bundles.problems(bundle)).isEmpty();
  }

  @Test
  void refusesAModifyOfTheTarget() {
    alarm(GOOD);
    Bundles.replace(
        bundle,
        POLICY,
        "  statements:",
        "  statements:\n"
            + "    - {id: m, effect: modify, when: 'true', set: {environment: \"'staging'\"}}");

    assertThat(Bundles.problems(bundle)).contains("sets environment, by which it tells targets");
  }

  @Test
  void refusesPersonsWhoAreNotThereAndAnUnknownRequester() {
    alarm("on: firstAction, response: stepUp, group: nobody, threshold: 1");
    String problems = Bundles.problems(bundle);
    assertThat(problems).contains("source: with its Watch, ");

    alarm("on: firstAction, response: stepUp, group: duty, threshold: 1");
    Bundles.replace(bundle, "rule-deploy-on-push.yaml", "  requester:", "  #requester:");

    assertThat(Bundles.problems(bundle)).contains("requester: persons approve this action type");
  }

  @Test
  void nobodyIsStoppedByStrangers() {
    Bundles.replace(
        bundle,
        "source-github.yaml",
        "{preset: github, verifiedBy: ingest, secretFiles: [secrets/github]}",
        "{preset: none}");
    Bundles.replace(bundle, "source-github.yaml", "signedBytes, window: 75h", "none");
    alarm("on: volume, max: 3, per: 1m, response: stop, for: 1h");

    assertThat(Bundles.problems(bundle)).contains("so anybody could have it stopped");
  }
}

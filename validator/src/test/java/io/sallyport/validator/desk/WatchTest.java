package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is unusual of a sender, at the real desk with its real store. */
@Tag("CSF-DE.AE")
class WatchTest {
  private static final String ALERT = "response: alert";
  private static final String STEP_UP = "response: stepUp, group: duty, threshold: 1, deadline: 5m";
  private static final String STOP = "response: stop, for: 1h";

  @TempDir private Path directory;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(directory);
    People.approvers(directory);
  }

  private Office office(String alarm) {
    return new Office(Bundles.read(watch(directory, "alarms: [{id: a, " + alarm + "}]")));
  }

  /** The demo's bundle, with a watch of its source. */
  static Path watch(Path directory, String rest) {
    Bundles.write(
        directory,
        "watch.yaml",
        "apiVersion: sallyport/v1\nkind: Watch\nmetadata: {name: w}\nspec:\n  source: github\n  "
            + rest
            + "\n");
    return directory;
  }

  private static ReceiptBody.Ruled push(Office office, String branch, int number) {
    return office.decide(office.refer(branch, Integer.toHexString(number)));
  }

  private static Code code(Office office, String branch, int number) {
    return push(office, branch, number).ruling().code();
  }

  @Test
  void firstActionOfATypeIsToldOnceAndAllowed() {
    Office office = office("on: firstAction, " + ALERT);

    ReceiptBody.Ruled first = push(office, "main", 1);

    assertThat(first.ruling().verdict().result()).isEqualTo(DecisionResult.ALLOWED);
    assertThat(first.ruling().code()).isEqualTo(Code.FIRST_ACTION);
    assertThat(first.ruling().verdict().policy()).endsWith("a");
    assertThat(office.written()).hasSize(1);
    assertThat(code(office, "release", 2)).isEqualTo(Code.PERMITTED);
  }

  @Test
  void newTargetIsToldOnceEach() {
    Office office = office("on: newTarget, " + ALERT);

    assertThat(code(office, "main", 1)).isEqualTo(Code.NEW_TARGET);
    assertThat(code(office, "main", 2)).isEqualTo(Code.PERMITTED);
    assertThat(code(office, "release", 3)).isEqualTo(Code.NEW_TARGET);
    office.restart();
    assertThat(code(office, "release", 4)).isEqualTo(Code.PERMITTED);
  }

  @Test
  void nothingIsNewBeforeSoManyAreKnown() {
    Office office = office("on: newTarget, after: 1, " + STOP);

    assertThat(code(office, "main", 1)).isEqualTo(Code.PERMITTED);
    assertThat(code(office, "main", 2)).isEqualTo(Code.PERMITTED);
    assertThat(code(office, "release", 3)).isEqualTo(Code.NEW_TARGET);
  }

  @Test
  void eachSenderHasAMemoryOfItsOwn() {
    Office office = office("on: firstAction, " + ALERT);
    assertThat(code(office, "main", 1)).isEqualTo(Code.FIRST_ACTION);

    assertThat(office.push("other", "main", "2")).isEqualTo(Code.FIRST_ACTION);
    assertThat(office.push("other", "main", "3")).isEqualTo(Code.PERMITTED);
    assertThat(office.refer("main", "4").key())
        .isEqualTo(DeskKey.ofPrincipal("github", "source:github").bytes());
  }

  @Test
  void volumeIsToldForExactlyItsTime() {
    Office office = office("on: volume, max: 2, per: 10s, " + ALERT);
    assertThat(code(office, "main", 1)).isEqualTo(Code.PERMITTED);
    office.now = Demo.NOW.plusMillis(5_000);
    assertThat(code(office, "main", 2)).isEqualTo(Code.PERMITTED);
    office.now = Demo.NOW.plusMillis(9_999);
    assertThat(code(office, "main", 3)).as("what is unusual counts").isEqualTo(Code.VOLUME_UNUSUAL);

    office.now = Demo.NOW.plusMillis(14_999);
    assertThat(code(office, "main", 4)).isEqualTo(Code.VOLUME_UNUSUAL);
    office.now = Demo.NOW.plusMillis(24_999);
    assertThat(code(office, "main", 5)).isEqualTo(Code.PERMITTED);
  }

  @Test
  void clockThatGoesBackForgetsNoVolume() {
    Office office = office("on: volume, max: 1, per: 10s, " + ALERT);
    assertThat(code(office, "main", 1)).isEqualTo(Code.PERMITTED);
    office.now = Demo.NOW.minusSeconds(3_000);

    assertThat(code(office, "main", 2)).isEqualTo(Code.VOLUME_UNUSUAL);
  }

  @Test
  void stopsTheSenderForItsTimeOverARestart() {
    Office office = office("on: newTarget, after: 1, " + STOP);
    assertThat(code(office, "main", 1)).isEqualTo(Code.PERMITTED);

    ReceiptBody.Ruled third = push(office, "release", 2);

    assertThat(third.ruling().verdict().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(third.ruling().code()).isEqualTo(Code.NEW_TARGET);
    assertThat(third.ruling().verdict().policy()).containsExactly("a");
    office.restart();
    Map<String, String> kept = office.kept();
    office.now = Demo.NOW.plus(Duration.ofHours(1)).minusMillis(1);
    assertThat(code(office, "main", 3)).isEqualTo(Code.SENDER_STOPPED);
    assertThat(office.kept()).as("nothing is learnt, or prolonged").isEqualTo(kept);
    assertThat(office.push("other", "main", "4")).isEqualTo(Code.PERMITTED);
    assertThat(office.written()).hasSize(2);
    office.now = Demo.NOW.plus(Duration.ofHours(1));
    assertThat(code(office, "main", 5)).isEqualTo(Code.PERMITTED);
  }

  @Test
  void longestOfTwoStopsCountsWhereverItStands() {
    Path bundle =
        watch(
            directory,
            "alarms: [{id: short, on: newTarget, after: 1, "
                + STOP
                + "}, {id: long, on: volume, max: 1, per: 1h, response: stop, for: 2h}]");
    Office office = new Office(Bundles.read(bundle));
    assertThat(code(office, "main", 1)).isEqualTo(Code.PERMITTED);

    ReceiptBody.Ruled both = push(office, "release", 2);

    assertThat(both.ruling().code()).isEqualTo(Code.VOLUME_UNUSUAL);
    assertThat(both.ruling().verdict().policy()).containsExactlyInAnyOrder("long", "short");
    office.now = Demo.NOW.plus(Duration.ofHours(2)).minusMillis(1);
    assertThat(code(office, "main", 3)).isEqualTo(Code.SENDER_STOPPED);
    office.now = Demo.NOW.plus(Duration.ofHours(2));
    assertThat(code(office, "main", 4)).isEqualTo(Code.PERMITTED);
  }

  /** A watch of another name remembers nothing: a signed bundle lifts a stop. */
  @Test
  void watchOfAnotherNameKnowsNothing() {
    Office office = office("on: volume, max: 1, per: 1h, " + STOP);
    assertThat(code(office, "main", 1)).isEqualTo(Code.PERMITTED);
    assertThat(code(office, "main", 2)).isEqualTo(Code.VOLUME_UNUSUAL);
    assertThat(code(office, "main", 3)).isEqualTo(Code.SENDER_STOPPED);
    Bundles.replace(directory, "watch.yaml", "name: w", "name: w2");

    office.reload(Bundles.read(directory));

    assertThat(code(office, "main", 4)).isEqualTo(Code.PERMITTED);
  }

  @Test
  void strictestResponseCountsAndAllAreNamed() {
    Path bundle =
        watch(
            directory,
            "alarms: [{id: tell, on: firstAction, "
                + ALERT
                + "}, {id: ask, on: newTarget, "
                + STEP_UP
                + "}, {id: halt, on: volume, max: 1, per: 1h, "
                + STOP
                + "}]");
    Office office = new Office(Bundles.read(bundle));

    ReceiptBody.Ruled first = push(office, "main", 1);
    ReceiptBody.Ruled second = push(office, "main", 2);

    assertThat(first.ruling().code()).isEqualTo(Code.NEW_TARGET);
    assertThat(first.ruling().verdict().policy()).contains("tell", "ask");
    assertThat(second.ruling().code()).isEqualTo(Code.VOLUME_UNUSUAL);
    assertThat(second.ruling().verdict().policy()).containsExactly("halt");
  }

  @Test
  void whatIsDeniedAnywayTeachesNothing() {
    Office office = office("on: firstAction, " + ALERT);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  statements:\n    - {id: no, effect: deny, when: action.environment == 'production'}");
    office.reload(Bundles.read(directory));

    assertThat(code(office, "release", 1)).isEqualTo(Code.DENIED_BY_STATEMENT);
    assertThat(office.kept()).isEmpty();
    assertThat(code(office, "main", 2)).isEqualTo(Code.FIRST_ACTION);
  }

  /** What lies at the desk under the memory of before is not decided with that of now. */
  @Test
  void bundleThatBeginsToWatchVoidsWhatLiesAtTheDesk() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 3, per: 1h}]\n  statements:");
    Office office = new Office(Bundles.read(directory));
    Output before = office.refer("main", "1");
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  quotas: [{id: q, key: action.environment, max: 3, per: 1h}]\n",
        "");
    office.reload(
        Bundles.read(watch(directory, "alarms: [{id: a, on: firstAction, " + ALERT + "}]")));

    assertThat(office.decide(before).ruling().code()).isEqualTo(Code.DESK_VOID);
  }

  @Test
  void sessionAndWatchDecideTogether() {
    SessionTest.addSession(directory);
    Office office = office("on: firstAction, " + ALERT);

    ReceiptBody.Ruled first = office.decide(office.refer(SessionTest.push("s", Demo.NOW, 1)));
    ReceiptBody.Ruled second = office.decide(office.refer(SessionTest.push("s", Demo.NOW, 2)));

    assertThat(first.ruling().code()).isEqualTo(Code.FIRST_ACTION);
    assertThat(second.ruling().code()).isEqualTo(Code.PERMITTED);
    assertThat(second.ruling().session().orElseThrow().entries()).isEqualTo(2);
  }

  @Test
  void stoppedSenderBeginsNoSessionAndFillsNone() {
    SessionTest.addSession(directory);
    Office office = office("on: volume, max: 1, per: 1h, " + STOP);
    office.decide(office.refer(SessionTest.push("s", Demo.NOW, 1)));
    office.decide(office.refer(SessionTest.push("s", Demo.NOW, 2)));
    Map<String, String> kept = office.kept();

    ReceiptBody.Ruled same = office.decide(office.refer(SessionTest.push("s", Demo.NOW, 3)));
    ReceiptBody.Ruled other = office.decide(office.refer(SessionTest.push("t", Demo.NOW, 4)));

    assertThat(same.ruling().code()).isEqualTo(Code.SENDER_STOPPED);
    assertThat(same.ruling().session().orElseThrow().entries()).isEqualTo(2);
    assertThat(other.ruling().code()).isEqualTo(Code.SENDER_STOPPED);
    assertThat(other.ruling().session().orElseThrow().entries()).isZero();
    assertThat(office.kept()).isEqualTo(kept);
  }
}

package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Quotas, counted in the desk's real store. */
class QuotaTest {
  private static final String STATEMENTS = "  statements:";

  @TempDir private Path directory;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(directory);
    People.approvers(directory);
  }

  private Office office(String rest) {
    quota(rest);
    return new Office(Bundles.read(directory));
  }

  private void quota(String rest) {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        STATEMENTS,
        "  quotas: [{id: q, key: action.environment, " + rest + "}]\n" + STATEMENTS);
  }

  @Test
  void allowsSoManyAndDeniesOneMore() {
    Office office = office("max: 2, per: 1h");
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("b", "main", "2")).isEqualTo(Code.PERMITTED);

    ReceiptBody.Ruled third = office.decide(office.refer("c", "main", "3"));

    assertThat(third.ruling().code()).isEqualTo(Code.QUOTA_EXCEEDED);
    assertThat(third.ruling().verdict().result()).isEqualTo(DecisionResult.DENIED);
    assertThat(third.ruling().verdict().policy()).containsExactly("q");
    assertThat(office.written()).hasSize(2).extracting(Output::sink).containsOnly(sealed());
  }

  private static String sealed() {
    return Sinks.decided("deployments");
  }

  @Test
  void receiptNamesTheReferral() {
    Office office = office("max: 2, per: 1h");
    Output referred = office.refer("main", "1");

    ReceiptBody.Ruled ruled = office.decide(referred);

    assertThat(ruled.ruling().referral()).isEqualTo("gate-0/2");
    assertThat(ruled.action().id()).isEqualTo(Office.id(referred));
    assertThat(office.written().getFirst().headers())
        .containsOnlyKeys(Headers.MANDATE, Headers.TRACEPARENT);
  }

  @Test
  void countsEachValueOfTheKeyForItself() {
    Office office = office("max: 1, per: 1h");
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.PERMITTED);

    assertThat(office.push("a", "release", "2")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("a", "main", "3")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void countsForExactlyItsTime() {
    Office office = office("max: 1, per: 10s");
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.PERMITTED);

    office.now = Demo.NOW.plusMillis(9_999);
    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
    office.now = Demo.NOW.plusMillis(10_000);
    assertThat(office.push("a", "main", "3")).isEqualTo(Code.PERMITTED);
  }

  @Test
  void clockThatGoesBackGivesNothingBack() {
    Office office = office("max: 1, per: 10s");
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.PERMITTED);

    office.now = Demo.NOW.minusSeconds(3_000);

    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void clockThatGoesBackAfterATickGivesNothingBack() {
    Office office = office("max: 1, per: 10s");
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.PERMITTED);
    office.now = Demo.NOW.plusSeconds(12);
    office.tick();

    office.now = Demo.NOW.plusSeconds(9);

    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void floodOfOneSenderLeavesAnothersActionInTime() {
    Office office = office("max: 5, per: 1h, perPrincipal: 2");
    for (int i = 0; i < 50; i++) {
      Code code = office.push("flood", "main", "f" + i);
      assertThat(code).isEqualTo(i < 2 ? Code.PERMITTED : Code.QUOTA_SHARE_EXCEEDED);
    }

    assertThat(office.push("other", "main", "1")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("third", "main", "2")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("third", "main", "3")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("fourth", "main", "4")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void asksPersonsAboutOneMore() {
    Office office = office("max: 1, per: 1h, onExceeded: stepUp, group: duty, threshold: 1");
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.PERMITTED);
    Map<String, String> kept = office.kept();

    ReceiptBody.Ruled second = office.decide(office.refer("a", "main", "2"));

    assertThat(second.ruling().verdict().result()).isEqualTo(DecisionResult.HELD);
    Output held = office.written().getLast();
    assertThat(held.sink()).isEqualTo(Sinks.asked("deployments"));
    Held waiting = HeldCodec.parse(held.value().orElseThrow()).orElseThrow();
    assertThat(waiting.hold().quorums()).containsExactly(new Quorum("duty", 1));
    assertThat(waiting.draft().decision().policy()).containsExactly("known-repository", "q");
    assertThat(waiting.receipt()).startsWith("desk-0/");
    assertThat(waiting.draft().desk()).contains(DeskKey.ofOrder("deployments", "staging"));
    assertThat(office.kept()).as("the window is full as it is").isEqualTo(kept);
  }

  @Test
  void whatWaitsForPersonsIsCharged() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        STATEMENTS,
        STATEMENTS + "\n    - {id: ask, effect: stepUp, when: 'true', group: duty, threshold: 1}");
    Office office = office("max: 1, per: 1h");
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.APPROVAL_NEEDED);

    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void whatIsDeniedCostsNothing() {
    Office office = office("max: 1, per: 1h");
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        STATEMENTS,
        STATEMENTS + "\n    - {id: no, effect: deny, when: \"action.note == 'fix the till'\"}");
    office.reload(Bundles.read(directory));

    assertThat(office.push("a", "main", "1")).isEqualTo(Code.DENIED_BY_STATEMENT);

    assertThat(office.kept()).isEmpty();
  }

  @Test
  void whatIsTooLateCostsNothing() {
    Office office = office("max: 1, per: 1h");
    Output late = office.refer("main", "1");
    office.now = Demo.NOW.plus(Duration.ofHours(2));

    assertThat(office.decide(late).ruling().verdict().result()).isEqualTo(DecisionResult.EXPIRED);

    assertThat(office.kept()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(OutcomeResult.class)
  void givesBackWhatNobodyTried(OutcomeResult result) {
    Office office = office("max: 1, per: 1h");
    Output first = office.refer("main", "1");
    office.decide(first);

    String told = office.tell(first, result);

    boolean isRefunded =
        result == OutcomeResult.EXPIRED
            || result == OutcomeResult.REVOKED
            || result == OutcomeResult.SUPERSEDED;
    assertThat(told).isEqualTo(isRefunded ? "refunded" : "kept");
    assertThat(office.push("a", "main", "2"))
        .isEqualTo(isRefunded ? Code.PERMITTED : Code.QUOTA_EXCEEDED);
  }

  /** Its sender may send it again when the gate has forgotten it. */
  @Test
  void countsAnActionAsOftenAsItIsReferred() {
    Office office = office("max: 2, per: 1h");
    office.decide(office.refer("main", "1"));
    office.now = office.now.plusSeconds(60);

    assertThat(office.push("source:github", "main", "1")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("source:github", "main", "1")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void givesBackOnlyWhatTheOutcomesDecisionCost() {
    Office office = office("max: 2, per: 1h");
    Output first = office.refer("main", "1");
    office.decide(first);
    assertThat(office.tell(first, OutcomeResult.SUCCEEDED)).isEqualTo("kept");
    office.now = office.now.plusSeconds(60);
    Output again = office.refer("main", "1");
    office.decide(again);

    assertThat(office.tell(again, OutcomeResult.SUPERSEDED)).isEqualTo("refunded");
    assertThat(office.tell(again, OutcomeResult.SUPERSEDED)).isEqualTo("over");
    assertThat(office.push("a", "main", "2")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("a", "main", "3")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void remembersOverARestart() {
    Office office = office("max: 1, per: 1h");
    office.decide(office.refer("main", "1"));

    office.restart();

    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void forgetsWhatIsOver() {
    Office office = office("max: 3, per: 10s");
    office.push("a", "main", "1");
    office.now = Demo.NOW.plusSeconds(5);
    office.push("a", "main", "2");

    office.now = Demo.NOW.plusMillis(19_999);
    office.tick();
    assertThat(office.kept()).hasSize(6);
    office.now = Demo.NOW.plusMillis(20_000);
    office.tick();
    assertThat(office.kept()).hasSize(3);
    office.now = Demo.NOW.plusSeconds(25);
    office.tick();
    assertThat(office.kept()).isEmpty();
  }

  /** A minute after it ended to count at the latest. */
  @Test
  void forgetsAfterAMinute() {
    Office office = office("max: 3, per: 1h");
    office.push("a", "main", "1");

    office.now = Demo.NOW.plus(Duration.ofMinutes(61)).minusMillis(1);
    assertThat(office.tick().changes()).isEmpty();
    office.now = Demo.NOW.plus(Duration.ofMinutes(61));
    assertThat(office.tick().changes()).hasSize(1);
  }

  @Test
  void forgetsABoundedNumberAtOnce() {
    Office office = office("max: 1000, per: 10s");
    office.charge(DeskStore.AT_ONCE + 2);

    assertThat(office.tick().changes()).hasSize(DeskStore.AT_ONCE);
    assertThat(office.tick().changes()).hasSize(2);
    assertThat(office.kept()).isEmpty();
  }
}

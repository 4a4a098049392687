package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.hold.Room;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas that count by who signed, in sessions and beside a watch as well. */
class PrincipalQuotaTest {
  private static final String STATEMENTS = "  statements:";

  @TempDir private Path directory;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(directory);
    People.approvers(directory);
  }

  private Office office(String rest) {
    return new Office(Bundles.read(counting(rest)));
  }

  private Path counting(String rest) {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        STATEMENTS,
        "  quotas: [{id: q, key: principal, " + rest + "}]\n" + STATEMENTS);
    return directory;
  }

  private static Code inSession(Office office, String sid, int number) {
    return office.decide(proposed(office, sid, number)).ruling().code();
  }

  private static Output proposed(Office office, String sid, int number) {
    return office.refer(SessionTest.push(sid, Demo.NOW, number));
  }

  @Test
  void countsEachPrincipalForItselfAndOverAllTargets() {
    Office office = office("max: 2, per: 1h");
    assertThat(office.push("a", "main", "1")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("a", "release", "2")).isEqualTo(Code.PERMITTED);
    office.restart();

    assertThat(office.push("a", "main", "3")).isEqualTo(Code.QUOTA_EXCEEDED);
    assertThat(office.push("b", "main", "4")).isEqualTo(Code.PERMITTED);
  }

  @Test
  void countsOverAllSessionsOfAPrincipal() {
    SessionTest.addSession(directory);
    Office office = office("max: 2, per: 10s");
    assertThat(inSession(office, "s", 0)).isEqualTo(Code.PERMITTED);
    assertThat(inSession(office, "t", 1)).isEqualTo(Code.PERMITTED);
    office.restart();

    assertThat(inSession(office, "s", 2)).isEqualTo(Code.QUOTA_EXCEEDED);

    office.now = office.now.plusSeconds(10);
    assertThat(inSession(office, "t", 3)).isEqualTo(Code.PERMITTED);
  }

  @Test
  void chargesNothingForWhatTheSessionRefuses() {
    SessionTest.addSession(directory);
    Office office = office("max: 2, per: 1h");
    assertThat(inSession(office, "s", 0)).isEqualTo(Code.PERMITTED);
    Output changed = office.refer(SessionTest.push("s", Demo.NOW.minusSeconds(1), 1));
    assertThat(office.decide(changed).ruling().code()).isEqualTo(Code.SESSION_CHANGED);

    assertThat(inSession(office, "s", 2)).isEqualTo(Code.PERMITTED);
    assertThat(inSession(office, "s", 3)).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void givesBackInASessionWhatNobodyTriedOnce() {
    SessionTest.addSession(directory);
    Office office = office("max: 1, per: 1h");
    Output first = proposed(office, "s", 0);
    assertThat(office.decide(first).ruling().code()).isEqualTo(Code.PERMITTED);
    assertThat(inSession(office, "s", 1)).isEqualTo(Code.QUOTA_EXCEEDED);

    assertThat(office.tell(first, OutcomeResult.EXPIRED)).isEqualTo("remembered");
    assertThat(office.tell(first, OutcomeResult.EXPIRED)).isEqualTo("over");

    assertThat(inSession(office, "s", 2)).isEqualTo(Code.PERMITTED);
    assertThat(inSession(office, "s", 3)).isEqualTo(Code.QUOTA_EXCEEDED);
  }

  @Test
  void givesBackInASessionWhatPersonsDenied() {
    SessionTest.addSession(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        STATEMENTS,
        STATEMENTS + "\n    - {id: ask, effect: stepUp, when: 'true', group: duty, threshold: 1}");
    Office office = office("max: 1, per: 1h");
    assertThat(inSession(office, "s", 0)).isEqualTo(Code.APPROVAL_NEEDED);
    Held held = Office.held(office.written().getLast());
    assertThat(inSession(office, "s", 1)).isEqualTo(Code.QUOTA_EXCEEDED);
    Room room = new Room(Bundles.read(directory));
    room.open(held);
    room.say("dora", held, Word.DENY);

    assertThat(office.hear(room.told().getFirst())).isEqualTo("remembered");

    assertThat(inSession(office, "s", 2)).isEqualTo(Code.APPROVAL_NEEDED);
  }

  @Test
  void countsBesideAWatch() {
    WatchTest.watch(directory, "alarms: [{id: a, on: newTarget, response: alert}]");
    Office office = office("max: 2, per: 1h");
    Output first = office.refer("main", "1");
    assertThat(office.decide(first).ruling().code()).isEqualTo(Code.NEW_TARGET);
    assertThat(office.push("source:github", "main", "2")).isEqualTo(Code.PERMITTED);
    assertThat(office.push("source:github", "release", "3")).isEqualTo(Code.QUOTA_EXCEEDED);

    assertThat(office.tell(first, OutcomeResult.SUPERSEDED)).isEqualTo("refunded");

    assertThat(office.push("source:github", "release", "4")).isEqualTo(Code.NEW_TARGET);
  }

  @Test
  void waitsForItsPlace() {
    SessionTest.addSession(directory);
    Office office = office("max: 1, per: 10s, onExceeded: defer, deadline: 5m");
    assertThat(inSession(office, "s", 0)).isEqualTo(Code.PERMITTED);
    assertThat(inSession(office, "s", 2)).isEqualTo(Code.DEFERRED);

    office.now = office.now.plus(Duration.ofSeconds(10));
    office.tick();

    assertThat(office.ruled().getLast().ruling().code()).isEqualTo(Code.PERMITTED);
  }

  /** What was referred under another key lies where its quota is not counted. */
  @Test
  void decidesNothingThatWasReferredToAnotherMemory() {
    Office office = office("max: 1, per: 1h");
    Output referred = office.refer("main", "1");
    Bundles.replace(directory, "policy-deploy.yaml", "key: principal", "key: action.environment");
    office.reload(Bundles.read(directory));

    assertThat(office.decide(referred).ruling().code()).isEqualTo(Code.DESK_VOID);
  }
}

package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.SessionHead;
import io.sallyport.contract.revocation.Target;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for how actions before it in its session ended. */
@Tag("AARM-R3")
class DeferSessionTest {
  private static final String WAITS =
      "{id: wait, effect: defer, when: session.pending > 0 && session.sameTarget > 0,"
          + " waitFor: session.pending, deadline: 2m}";

  @TempDir private Path directory;

  @BeforeEach
  void copyTheDemo() {
    Bundles.copy(directory);
    People.approvers(directory);
    SessionTest.addSession(directory);
    statement(WAITS);
  }

  private void statement(String statement) {
    Bundles.replace(
        directory, "policy-deploy.yaml", "  statements:", "  statements:\n    - " + statement);
  }

  private Office office() {
    return new Office(Bundles.read(directory));
  }

  private static Output refer(Office office, int number) {
    return office.refer(SessionTest.push("s", Demo.NOW, number));
  }

  private static ReceiptBody.Ruled push(Office office, int number) {
    return office.decide(refer(office, number));
  }

  private static Code last(Office office) {
    return office.ruled().getLast().ruling().code();
  }

  private static int entries(ReceiptBody.Ruled ruled) {
    return ruled.ruling().session().map(SessionHead::entries).orElseThrow();
  }

  @Test
  void waitsUntilTheOutcomeIsTold() {
    Office office = office();
    Output first = refer(office, 0);
    office.decide(first);

    ReceiptBody.Ruled waits = push(office, 2);

    assertThat(waits.ruling().verdict().result()).isEqualTo(DecisionResult.DEFERRED);
    assertThat(waits.ruling().verdict().policy()).containsExactly("wait");
    assertThat(entries(waits)).as("nothing is decided yet").isEqualTo(1);
    assertThat(push(office, 1).ruling().code()).as("another target").isEqualTo(Code.PERMITTED);
    office.tick();
    assertThat(office.ruled()).hasSize(3);
    office.tell(first, OutcomeResult.SUCCEEDED);
    office.tick();
    assertThat(office.ruled()).as("the other one is pending still").hasSize(3);
  }

  @Test
  void goesOnWhenNothingIsPending() {
    Office office = office();
    Output first = refer(office, 0);
    office.decide(first);
    push(office, 2);
    assertThat(push(office, 4).ruling().code()).isEqualTo(Code.DEFERRED_BEHIND);

    office.tell(first, OutcomeResult.FAILED);
    office.restart();
    office.tick();

    assertThat(last(office)).isEqualTo(Code.PERMITTED);
    assertThat(entries(office.ruled().getLast())).isEqualTo(3);
    assertThat(office.ruled()).as("the third waits for the second").hasSize(4);
  }

  /** The same target, but the memory of another: neither waits for the other. */
  @Test
  void doesNotWaitBehindAnotherPrincipal() {
    Office office = office();
    push(office, 0);
    assertThat(push(office, 2).ruling().code()).isEqualTo(Code.DEFERRED);

    ReceiptBody.Ruled other = office.decide(office.signed("other", refer(office, 4)));

    assertThat(other.ruling().code()).isEqualTo(Code.PERMITTED);
    assertThat(push(office, 6).ruling().code()).isEqualTo(Code.DEFERRED_BEHIND);
  }

  /** What is revoked by its session, too. */
  @Test
  void deniesWhatIsOfARevokedSession() {
    Office office = office();
    push(office, 0);
    push(office, 2);

    String id = office.ruled().getLast().ruling().session().orElseThrow().id().text();
    office.revoke(new Target(Target.Kind.SESSION, id));
    office.tick();

    assertThat(last(office)).isEqualTo(Code.REVOKED);
    assertThat(entries(office.ruled().getLast())).isEqualTo(2);
  }

  @Test
  void denialAtTheDeadlineIsEntered() {
    Office office = office();
    push(office, 0);
    push(office, 2);

    office.now = Demo.NOW.plus(Duration.ofMinutes(2));
    office.tick();

    assertThat(last(office)).isEqualTo(Code.DEFER_OVERDUE);
    assertThat(entries(office.ruled().getLast())).isEqualTo(2);
  }

  @Test
  void sessionThatIsOverTakesNothingThatWaits() {
    Office office = office();
    Bundles.replace(directory, "rule-deploy-on-push.yaml", "lifetime: 30m", "lifetime: 1m");
    office.reload(Bundles.read(directory));
    push(office, 0);
    push(office, 2);

    office.now = Demo.NOW.plus(Duration.ofMinutes(1));

    assertThat(push(office, 4).ruling().code()).isEqualTo(Code.SESSION_EXPIRED);
    office.tick();
    assertThat(last(office)).isEqualTo(Code.SESSION_EXPIRED);
    assertThat(office.ruled().getLast().ruling().deferral()).isPresent();
    assertThat(office.written()).hasSize(1);
  }

  @Test
  void denialComesBeforeDelayAndDelayBeforePersons() {
    statement("{id: ask, effect: stepUp, when: 'true', group: duty, threshold: 1}");
    statement("{id: no, effect: deny, when: session.actions > 1}");
    Office office = office();

    assertThat(push(office, 0).ruling().code()).isEqualTo(Code.APPROVAL_NEEDED);
    assertThat(push(office, 2).ruling().code()).isEqualTo(Code.DEFERRED);
    assertThat(push(office, 1).ruling().code()).isEqualTo(Code.APPROVAL_NEEDED);
    assertThat(push(office, 3).ruling().code()).isEqualTo(Code.DENIED_BY_STATEMENT);
  }

  @Test
  void whatNothingPermitsYetWaitsToo() {
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "source.name ==",
        "session.outcomes['FAILED'] == 0 && source.name ==");
    Office office = office();
    Output first = refer(office, 0);
    office.decide(first);
    assertThat(push(office, 2).ruling().code()).isEqualTo(Code.DEFERRED);

    office.tell(first, OutcomeResult.FAILED);
    office.tick();

    assertThat(last(office)).isEqualTo(Code.DENIED_BY_DEFAULT);
  }
}

package io.sallyport.executor.verify;

import static io.sallyport.executor.verify.Trial.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Mandate.Validity;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import io.sallyport.executor.ledger.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What persons approved and came too late, or was revoked, has used its approvals up. What nobody
 * approved is no ending of that action, and takes no memory.
 */
class UsedApprovalsTest {
  private static final ActionType GATED = Panel.type();
  private static final Instant BEFORE = NOW.minusSeconds(60);
  private static final Hold MANAGERS = Panel.hold("managers", 2, BEFORE);

  private final Standing standing = new Standing();
  private final Trial trial = new Trial();

  UsedApprovalsTest() {
    trial.resealFor(GATED);
    trial.verifier = verifier(List.of(GATED), Trial.PARTITIONS);
  }

  private Verifier verifier(List<ActionType> types, int partitions) {
    return new Verifier(
        Trial.scope(Effect.WRITE, Duration.ofDays(1)),
        Trial.keys(PinnedKey.State.ACTIVE),
        types.stream().flatMap(type -> Trial.pins(type).stream()).toList(),
        new Approving(Panel.approvers(), partitions),
        standing);
  }

  @Test
  void lateOneIsRememberedUntilTheDeadline() {
    approve(1, MANAGERS);

    assertThat(trial.verify())
        .isInstanceOfSatisfying(Verdict.Late.class, late -> assertRemembered(late.task()));
  }

  @ParameterizedTest
  @CsvSource({"SOURCE,github", "APPROVER,ben"})
  void revokedOneIsRememberedUntilTheDeadline(Kind kind, String name) {
    approve(300, MANAGERS);
    standing.revoke(new Target(kind, name));

    assertThat(trial.verify())
        .isInstanceOfSatisfying(Verdict.Revoked.class, revoked -> assertRemembered(revoked.task()));
  }

  private static void assertRemembered(Task task) {
    assertThat(task.life().remembered()).isEqualTo(MANAGERS.deadline());
  }

  @ParameterizedTest
  @CsvSource({"1", "300"})
  void whatNobodyApprovedIsNoEnding(int seconds) {
    approve(seconds, MANAGERS);
    List<String> two = trial.mandate.approvals();
    standing.revoke(new Target(Kind.SOURCE, "github"));

    seal(MANAGERS, List.of());
    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISSING);
    seal(MANAGERS, two.subList(0, 1));
    Trial.assertRejected(trial.verify(), Code.APPROVALS_TOO_FEW);
    seal(MANAGERS, List.of(two.getFirst(), two.getLast(), "junk"));
    Trial.assertRejected(trial.verify(), Code.APPROVAL_INVALID);
    trial.mandate = Panel.with(trial.mandate, Optional.empty(), List.of());
    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISSING);
  }

  @Test
  void lateOneAsksForNoLessThanTheType() {
    approve(1, Panel.hold("managers", 1, BEFORE));

    Trial.assertRejected(trial.verify(), Code.APPROVAL_QUORUM_TOO_LOW);
  }

  /** Its own partition would know nothing of it. */
  @Test
  void lateOneLiesOnItsKeysPartition() {
    trial.verifier = verifier(List.of(GATED), 1);
    approve(1, MANAGERS);

    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISPLACED);
  }

  @Test
  void approvalsThatAreOverByNowWereGivenStill() {
    Instant over = BEFORE.plusSeconds(1);
    Statement statement = validFor(1, MANAGERS);
    seal(
        MANAGERS,
        List.of(
            Panel.verdict(Panel.ANNA, "anna", statement, v -> Panel.within(v, v.issuedAt(), over)),
            Panel.approval(Panel.BEN, "ben", statement)));

    assertThat(trial.verify()).isInstanceOf(Verdict.Late.class);
  }

  @Test
  void lateOneOfAForgottenTypeIsKnownByItsHold() {
    trial.verifier = verifier(List.of(), Trial.PARTITIONS);
    approve(1, MANAGERS);

    assertThat(trial.verify())
        .isInstanceOfSatisfying(Verdict.Late.class, late -> assertRemembered(late.task()));

    seal(MANAGERS, List.of());
    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISSING);
  }

  @Test
  void whatHoldsNoBodyWasNotApproved() {
    trial.value = new byte[] {1};
    trial.mandate =
        Trial.SEAL.mandate(GATED, "delivery", new Seal.Place(1, trial.key, trial.value), NOW);
    valid(1);
    seal(MANAGERS, List.of("any"));

    Trial.assertRejected(trial.verify(), Code.AVRO_INVALID);
  }

  private void approve(int seconds, Hold hold) {
    seal(hold, Panel.quorum(validFor(seconds, hold)));
  }

  private Statement validFor(int seconds, Hold hold) {
    valid(seconds);
    Mandate held = Panel.with(trial.mandate, Optional.of(hold), List.of());
    return Panel.statement(Trial.ENVIRONMENT, held, trial.value);
  }

  private void valid(int seconds) {
    trial.validity(new Validity(BEFORE, BEFORE, BEFORE.plusSeconds(seconds)));
  }

  private void seal(Hold hold, List<String> verdicts) {
    trial.mandate = Panel.with(trial.mandate, Optional.of(hold), verdicts);
  }
}

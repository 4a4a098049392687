package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Mandate.Parties;
import io.sallyport.contract.mandate.Mandate.Validity;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What persons must have said before a gated action is performed: each refusal by one change. */
@Tag("ASI09")
@Tag("CSF-PR.AA")
class ApprovalsTest {
  private static final Hold MANAGERS = Panel.hold("managers", 2, Trial.NOW);
  private static final ActionType GATED = Panel.type();

  private final Standing standing = new Standing();
  private final Trial trial = trial(GATED);

  private Trial trial(ActionType type) {
    Trial made = new Trial();
    made.resealFor(type);
    made.verifier =
        new Verifier(
            Trial.scope(Effect.WRITE, Duration.ofDays(1)),
            Trial.keys(PinnedKey.State.ACTIVE),
            Trial.pins(type),
            new Approving(Panel.approvers(), Trial.PARTITIONS),
            standing);
    return made;
  }

  @Test
  void acceptsWhatAQuorumApproved() {
    approve(MANAGERS);

    assertThat(trial.verify())
        .isInstanceOfSatisfying(
            Verdict.Genuine.class,
            genuine ->
                assertThat(genuine.action().targets())
                    .contains(new Target(Kind.APPROVER, "anna"), new Target(Kind.APPROVER, "ben")));
  }

  @Test
  void refusesGatedActionThatNobodyApproved() {
    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISSING);

    hold(MANAGERS, List.of());

    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISSING);
  }

  @ParameterizedTest
  @CsvSource({"managers,1,false", "managers,2,true", "duty,2,false"})
  void mandateAsksForNoLessThanTheType(String group, int threshold, boolean enough) {
    approve(Panel.hold(group, threshold, Trial.NOW));

    if (enough) {
      assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);
    } else {
      Trial.assertRejected(trial.verify(), Code.APPROVAL_QUORUM_TOO_LOW);
    }
  }

  @Test
  void whatThePolicyAskedBeyondTheTypeIsCheckedToo() {
    Hold both =
        new Hold(List.of(new Quorum("duty", 1), new Quorum("managers", 2)), MANAGERS.deadline());
    approve(both);
    Trial.assertRejected(trial.verify(), Code.APPROVALS_TOO_FEW);

    Statement statement = statement(both);
    List<String> all =
        List.of(
            Panel.approval(Panel.ANNA, "anna", statement),
            Panel.approval(Panel.BEN, "ben", statement),
            Panel.approval(Panel.DORA, "dora", statement));
    hold(both, all);

    assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void whatAPolicyAskedOfAnUngatedTypeIsChecked() {
    Trial plain = trial(Trial.TYPE);
    plain.mandate = Panel.with(plain.mandate, Optional.of(MANAGERS), List.of());
    Trial.assertRejected(plain.verify(), Code.APPROVAL_MISSING);

    Statement statement = Panel.statement(Trial.ENVIRONMENT, plain.mandate, plain.value);
    String one = Panel.approval(Panel.ANNA, "anna", statement);
    plain.mandate = Panel.with(plain.mandate, Optional.of(MANAGERS), List.of(one));
    Trial.assertRejected(plain.verify(), Code.APPROVALS_TOO_FEW);

    plain.mandate = Panel.with(plain.mandate, Optional.of(MANAGERS), Panel.quorum(statement));
    assertThat(plain.verify()).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void whatWasShownIsWhatIsPerformed() {
    approve(MANAGERS);
    List<String> shown = trial.mandate.approvals();
    var fields = Seal.fields(GATED, "staging");
    fields.put("note", "Something else");
    trial.value = Seal.value(GATED, fields);
    trial.mandate =
        Trial.SEAL.mandate(GATED, "delivery", new Seal.Place(1, trial.key, trial.value), Trial.NOW);
    hold(MANAGERS, shown);

    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISMATCH);
  }

  @Test
  void registrysIdInTheFrameIsNoPartOfTheBody() {
    trial.value[4] = 42;
    trial.mandate =
        Trial.SEAL.mandate(GATED, "delivery", new Seal.Place(1, trial.key, trial.value), Trial.NOW);
    byte[] framedOtherwise = trial.value.clone();
    framedOtherwise[4] = 7;
    Mandate held = Panel.with(trial.mandate, Optional.of(MANAGERS), List.of());
    hold(MANAGERS, Panel.quorum(Panel.statement(Trial.ENVIRONMENT, held, framedOtherwise)));

    assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);
  }

  @Test
  void approvalCountsForItsOwnRequesterOnly() {
    approve(MANAGERS);
    trial.parties(p -> new Parties(p.issuer(), p.audience(), "github:eve", p.session(), p.actor()));

    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISMATCH);
  }

  @Test
  void approvedActionLiesOnItsKeysPartition() {
    trial.verifier =
        new Verifier(
            Trial.scope(Effect.WRITE, Duration.ofDays(1)),
            Trial.keys(PinnedKey.State.ACTIVE),
            Trial.pins(GATED),
            new Approving(Panel.approvers(), 1),
            standing);
    approve(MANAGERS);

    Trial.assertRejected(trial.verify(), Code.APPROVAL_MISPLACED);
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,false"})
  void lifeCountsFromTheLastApproval(long later, boolean counts) {
    Instant issued = Trial.NOW.minusSeconds(60);
    trial.validity(new Validity(issued.plusSeconds(later), issued, issued.plusSeconds(300)));
    Statement statement = statement(MANAGERS);
    String anna = given(Panel.ANNA, "anna", statement, issued.minusSeconds(100));
    String ben = given(Panel.BEN, "ben", statement, issued);
    hold(MANAGERS, List.of(anna, ben));

    if (counts) {
      assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);
    } else {
      Trial.assertRejected(trial.verify(), Code.APPROVAL_TOO_OLD);
    }
  }

  @ParameterizedTest
  @CsvSource({"600,true", "599,false"})
  void outlivesNoApproval(long seconds, boolean counts) {
    Statement statement = statement(MANAGERS);
    Instant until = Trial.NOW.plusSeconds(seconds);
    String anna =
        Panel.verdict(Panel.ANNA, "anna", statement, v -> Panel.within(v, v.issuedAt(), until));
    hold(MANAGERS, List.of(anna, Panel.approval(Panel.BEN, "ben", statement)));

    if (counts) {
      assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);
    } else {
      Trial.assertRejected(trial.verify(), Code.APPROVAL_EXPIRED);
    }
  }

  @Test
  void revokedApproverEndsWhatTheyApproved() {
    approve(MANAGERS);
    standing.revoke(new Target(Kind.APPROVER, "cara"));
    assertThat(trial.verify()).isInstanceOf(Verdict.Genuine.class);

    standing.revoke(new Target(Kind.APPROVER, "ben"));

    assertThat(trial.verify()).isInstanceOf(Verdict.Revoked.class);
  }

  /** Verdicts could be sealed again in another mandate, until their deadline. */
  @Test
  void oneUseIsRememberedUntilTheDeadline() {
    approve(MANAGERS);

    assertThat(trial.verify())
        .isInstanceOfSatisfying(
            Verdict.Genuine.class,
            genuine -> {
              assertThat(genuine.action().task().life().expires())
                  .isEqualTo(trial.mandate.validity().expiresAt());
              assertThat(genuine.action().task().life().remembered())
                  .isEqualTo(MANAGERS.deadline());
            });
  }

  private static String given(SigningKey key, String person, Statement statement, Instant at) {
    return Panel.verdict(key, person, statement, v -> Panel.within(v, at, v.expiresAt()));
  }

  private void approve(Hold hold) {
    hold(hold, Panel.quorum(statement(hold)));
  }

  private Statement statement(Hold hold) {
    Mandate held = Panel.with(trial.mandate, Optional.of(hold), List.of());
    return Panel.statement(Trial.ENVIRONMENT, held, trial.value);
  }

  private void hold(Hold hold, List<String> verdicts) {
    trial.mandate = Panel.with(trial.mandate, Optional.of(hold), verdicts);
  }
}

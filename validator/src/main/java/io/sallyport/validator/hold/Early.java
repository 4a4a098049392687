package io.sallyport.validator.hold;

import io.sallyport.contract.Code;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.approval.Person;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.id.ActionId;
import io.sallyport.validator.bundle.HoldLimits;
import java.time.Instant;
import java.util.Optional;

/**
 * Verdicts on actions that are not held yet: one of each person and action waits, for a bounded
 * time, and so many of a person. Each waits for the action that it names, in the installation that
 * it names: nobody knows the statement yet that it is on. Immutable.
 */
final class Early {
  private final Environment environment;
  private final Approvers approvers;
  private final HoldLimits limits;

  Early(Environment environment, Approvers approvers, HoldLimits limits) {
    this.environment = environment;
    this.approvers = approvers;
    this.limits = limits;
  }

  /** Has a verdict wait, if it is a person's; a newer one takes the place of an older one. */
  void keep(ActionId id, String jws, HoldMemory memory, HoldTurn turn) {
    switch (approvers.read(jws, turn.now())) {
      case Approvers.Read.Refused(Code code) -> turn.refused(code);
      case Approvers.Read.Signed(Verdict verdict, Person person) when !isOn(id, verdict) ->
          turn.refused(Code.APPROVAL_MISMATCH);
      case Approvers.Read.Signed(Verdict verdict, Person person)
          when !turn.now().isBefore(verdict.expiresAt()) ->
          turn.refused(Code.APPROVAL_EXPIRED);
      case Approvers.Read.Signed(Verdict verdict, Person person) -> {
        Instant until = turn.now().plus(limits.early());
        if (until.isAfter(verdict.expiresAt())) {
          until = verdict.expiresAt();
        }
        keep(verdict, new Kept(id, person.id(), jws, Optional.of(until)), memory, turn);
      }
    }
  }

  /** An action's id is the same in every installation that its delivery came to. */
  private boolean isOn(ActionId id, Verdict verdict) {
    return verdict.isOn(id) && environment.has(verdict.audience());
  }

  private void keep(Verdict verdict, Kept kept, HoldMemory memory, HoldTurn turn) {
    Optional<Kept> before =
        memory.verdicts(kept.id()).stream()
            .filter(each -> each.person().equals(kept.person()))
            .findFirst();
    boolean isFull = memory.waiting(kept.person(), limits.perPerson()) >= limits.perPerson();
    if (before.isEmpty() && isFull) {
      turn.refused(Code.VERDICTS_FULL);
      return;
    }
    if (before.filter(each -> isNewer(each, verdict, turn.now())).isPresent()) {
      turn.refused(Code.APPROVAL_REPEATED);
      return;
    }
    before.ifPresent(each -> turn.change(new Change.Forgotten(each)));
    turn.change(new Change.Remembered(kept));
    turn.verdict("waiting");
  }

  /** Who may write there writes an older word once more; of the same second a denial stays. */
  private boolean isNewer(Kept kept, Verdict verdict, Instant now) {
    return approvers.read(kept.jws(), now)
            instanceof Approvers.Read.Signed(Verdict before, Person _)
        && (before.issuedAt().isAfter(verdict.issuedAt())
            || (before.issuedAt().equals(verdict.issuedAt()) && before.word() == Word.DENY));
  }
}

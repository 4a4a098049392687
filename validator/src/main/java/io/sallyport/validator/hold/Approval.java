package io.sallyport.validator.hold;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.HoldEnding.Vote;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.hold.HoldTurn.End;
import io.sallyport.validator.policy.Circumstances;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.policy.Ruling;
import io.sallyport.validator.seal.Sealer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * Counts verdicts on a held action by this bundle, and seals it when they are enough. Immutable.
 */
final class Approval {
  private static final String COUNTED = "counted";

  private final Bundle bundle;
  private final Sealer sealer;

  Approval(Bundle bundle, Sealer sealer) {
    this.bundle = bundle;
    this.sealer = sealer;
  }

  /** The action as policies see it; empty when this bundle has no such type. */
  Optional<GenericRecord> record(Held held) {
    Mandate.Grant grant = held.draft().grant();
    return Optional.ofNullable(bundle.actions().get(grant.action()))
        .filter(type -> type.cell().equals(held.cell()) && type.effect() == grant.effect())
        .flatMap(type -> bundle.record(type.name(), grant.fingerprint(), held.body()));
  }

  /** Whether this bundle could end what another one opened: it knows the type and the persons. */
  boolean canEnd(Held held) {
    boolean isDecided = bundle.policies().containsKey(held.draft().grant().action());
    return isDecided
        && record(held).isPresent()
        && held.hold().quorums().stream()
            .allMatch(
                each -> bundle.approvers().shortfall(each.group(), each.threshold()).isEmpty());
  }

  /** The poll on a held action, with the verdicts that were kept. */
  Poll poll(Held held, List<Kept> kept, Instant now) {
    Statement statement =
        sealer
            .statement(held, held.cell())
            .orElseThrow(() -> new IllegalStateException("only our own holds are opened"));
    return Poll.of(
        new Ballot(bundle.approvers(), statement, bundle.limits().holds().skew()), kept, now);
  }

  /** Counts one verdict more; whether the hold has ended. */
  boolean cast(Held held, String jws, Poll poll, HoldTurn turn) {
    return switch (poll.cast(jws)) {
      case Poll.Step.Refused(Code code) -> {
        turn.refused(code);
        yield false;
      }
      case Poll.Step.Counted(Verdict verdict) -> {
        turn.verdict(COUNTED);
        turn.change(
            new Change.Remembered(new Kept(held.id(), verdict.person(), jws, Optional.empty())));
        yield false;
      }
      case Poll.Step.Approved(Poll.Enough enough) -> {
        turn.verdict(COUNTED);
        seal(held, enough, turn);
        yield true;
      }
      case Poll.Step.Denied denied -> deny(held, denied, turn);
    };
  }

  /** Counts a denial; whether it is one, so that the hold has ended. */
  boolean deny(Held held, Poll.Step step, HoldTurn turn) {
    if (!(step instanceof Poll.Step.Denied(List<Vote> votes))) {
      return false;
    }
    turn.verdict(COUNTED);
    turn.end(held, End.of(DecisionResult.DENIED, Code.APPROVAL_DENIED, votes));
    return true;
  }

  private void seal(Held held, Poll.Enough enough, HoldTurn turn) {
    Optional<Ruling.Deny> denial = forbidden(held, turn.now());
    if (denial.isPresent()) {
      List<String> statements = denial.get().statements();
      turn.end(
          held, new End(DecisionResult.DENIED, denial.get().code(), statements, enough.votes()));
      return;
    }
    Optional<Mandate.Validity> validity = validity(held, enough.result(), turn.now());
    if (validity.isEmpty()) {
      turn.end(held, End.of(DecisionResult.EXPIRED, Code.EXPIRED_BEFORE_SEAL, enough.votes()));
      return;
    }
    turn.approved(sealer.seal(held, held.cell(), validity.get(), enough.texts()));
    turn.end(held, End.of(DecisionResult.ALLOWED, Code.APPROVED, enough.votes()));
  }

  /** Explicit denials may hold by now; what permitted it needs not hold still. */
  private Optional<Ruling.Deny> forbidden(Held held, Instant now) {
    GenericRecord record =
        record(held).orElseThrow(() -> new IllegalStateException("only known types are opened"));
    Mandate.Evidence evidence = held.draft().evidence();
    Policies policies = bundle.policies().get(held.draft().grant().action());
    if (policies == null) {
      throw new IllegalStateException("a bundle has policies for each type that it holds");
    }
    return policies.forbids(
        record,
        new Circumstances(
            evidence.source(),
            evidence.assurance(),
            held.principal(),
            now,
            Optional.empty(),
            evidence.chain()));
  }

  /** From the last approval, and no longer than any of them; empty when that is over. */
  private static Optional<Mandate.Validity> validity(
      Held held, Ballot.Result.Approved approved, Instant now) {
    Instant last = approved.last().isAfter(now) ? now : approved.last();
    Instant issued = last.truncatedTo(ChronoUnit.SECONDS);
    Instant whole = issued.plus(held.ttl());
    Instant expires = whole.isAfter(approved.until()) ? approved.until() : whole;
    // A verdict of long before its action was held is a strange clock's: no mandate says that.
    boolean isSane = !held.hold().deadline().isAfter(issued.plus(Hold.MAX_DEADLINE));
    return isSane && now.isBefore(expires)
        ? Optional.of(new Mandate.Validity(issued, issued, expires))
        : Optional.empty();
  }
}

package io.sallyport.executor.verify;

import io.sallyport.action.terms.Approval;
import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether persons approved exactly this action: at least those whom its type demands, and whom else
 * the mandate says that it waited for. The statement is built from what was verified before; the
 * persons, their keys and groups are those of the executor's own bundle.
 */
record ApprovalCheck(Scope scope, Approving approving) {
  /** What came of it. */
  sealed interface Result {
    /** It was approved, or needs nobody; by these persons, as targets of revocations. */
    record Given(Set<Target> persons) implements Result {}

    /** It was not, and why. */
    record Refused(Code code) implements Result {}
  }

  /** Whether anybody is asked, by the type or by what the mandate says. */
  static boolean isNeeded(Mandate mandate, Optional<Approval> floor) {
    return mandate.hold().isPresent() || floor.isPresent();
  }

  /** Checks who approved {@code mandate} with this Avro form. */
  Result check(Mandate mandate, Optional<Approval> floor, Bytes avro, Instant now) {
    if (!isNeeded(mandate, floor)) {
      return new Result.Given(Set.of());
    }
    if (mandate.approvals().isEmpty()) {
      return new Result.Refused(Code.APPROVAL_MISSING);
    }
    if (!floor.map(least -> isAsked(mandate, least)).orElse(true)) {
      return new Result.Refused(Code.APPROVAL_QUORUM_TOO_LOW);
    }
    byte[] key = mandate.grant().key().toArray();
    if (approving.isMisplaced(key, mandate.grant().partition())) {
      return new Result.Refused(Code.APPROVAL_MISPLACED);
    }
    return Statement.of(scope.environment(), scope.cell(), mandate, Digest.of(avro))
        .map(statement -> counted(mandate, statement, now))
        .orElseGet(() -> new Result.Refused(Code.MANDATE_MALFORMED));
  }

  private static boolean isAsked(Mandate mandate, Approval least) {
    return mandate
        .hold()
        .map(Hold::quorums)
        .filter(quorums ->
            quorums.stream()
                .anyMatch(quorum ->
                    quorum.group().equals(least.group())
                        && quorum.threshold() >= least.threshold()))
        .isPresent();
  }

  private Result counted(Mandate mandate, Statement statement, Instant now) {
    Ballot ballot = new Ballot(approving.approvers(), statement, scope.skew());
    return switch (ballot.count(mandate.approvals(), now)) {
      case Ballot.Result.Refused(Code code) -> new Result.Refused(code);
      case Ballot.Result.Approved approved -> timely(mandate.validity(), approved);
    };
  }

  /** What is approved counts from the last approval, and outlives none. */
  private static Result timely(Mandate.Validity validity, Ballot.Result.Approved approved) {
    if (validity.issuedAt().isAfter(approved.last())) {
      return new Result.Refused(Code.APPROVAL_TOO_OLD);
    }
    if (validity.expiresAt().isAfter(approved.until())) {
      return new Result.Refused(Code.APPROVAL_EXPIRED);
    }
    return new Result.Given(
        approved.persons().stream()
            .map(person -> new Target(Kind.APPROVER, person))
            .collect(Collectors.toUnmodifiableSet()));
  }
}

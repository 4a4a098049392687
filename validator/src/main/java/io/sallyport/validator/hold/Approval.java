package io.sallyport.validator.hold;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.HoldEnding;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * Counts verdicts on a held action of this bundle, and seals it when they are enough. Immutable.
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
        .filter(type -> type.fingerprint().equals(grant.fingerprint()))
        .filter(type -> type.cell().equals(held.cell()) && type.effect() == grant.effect())
        .flatMap(type -> decoded(type, held.body()));
  }

  private static Optional<GenericRecord> decoded(ActionType type, Bytes avro) {
    return switch (ActionCodec.decodeCanonical(type, avro.toArray())) {
      case Decoding.Decoded decoded -> Optional.of(decoded.record());
      case Decoding.Refused refused -> Optional.empty();
    };
  }

  /**
   * Counts one verdict more.
   *
   * @param kept those that were counted before; what counts is added to them
   * @return whether the hold has ended
   */
  boolean cast(Held held, String jws, List<Kept> kept, HoldTurn turn) {
    Ballot ballot = ballot(held);
    return switch (ballot.cast(jws, turn.now())) {
      case Ballot.Cast.Refused(Code code) -> {
        turn.refused(code);
        yield false;
      }
      case Ballot.Cast.Counted(Verdict verdict) -> {
        kept.removeIf(each -> !counts(ballot, each, turn.now()));
        Kept own = new Kept(held.id(), verdict.person(), jws, Optional.empty());
        yield verdict.word() == Verdict.Word.DENY
            ? deny(held, own, kept, turn)
            : approve(held, own, kept, turn);
      }
    };
  }

  private Ballot ballot(Held held) {
    Statement statement =
        sealer
            .statement(held, held.cell())
            .orElseThrow(() -> new IllegalStateException("only our own holds are opened"));
    return new Ballot(bundle.approvers(), statement, bundle.limits().holds().skew());
  }

  private static boolean counts(Ballot ballot, Kept kept, Instant now) {
    return ballot.cast(kept.jws(), now) instanceof Ballot.Cast.Counted;
  }

  /** One is enough, also of a person who had approved. */
  private static boolean deny(Held held, Kept own, List<Kept> kept, HoldTurn turn) {
    turn.verdict(COUNTED);
    kept.removeIf(each -> each.person().equals(own.person()));
    List<Vote> votes = votes(kept);
    votes.add(vote(own, Verdict.Word.DENY));
    turn.end(held, End.of(DecisionResult.DENIED, Code.APPROVAL_DENIED, votes));
    return true;
  }

  private boolean approve(Held held, Kept own, List<Kept> kept, HoldTurn turn) {
    if (kept.stream().anyMatch(each -> each.person().equals(own.person()))) {
      turn.refused(Code.APPROVAL_REPEATED);
      return false;
    }
    turn.verdict(COUNTED);
    kept.add(own);
    Ballot ballot = ballot(held);
    if (ballot.count(texts(kept), turn.now()) instanceof Ballot.Result.Approved) {
      seal(held, needed(ballot, kept, turn.now()), turn);
      return true;
    }
    turn.change(new Change.Remembered(own));
    return false;
  }

  /** Without those that others make superfluous: a mandate has room for few. */
  private static List<Kept> needed(Ballot ballot, List<Kept> enough, Instant now) {
    List<Kept> needed = new ArrayList<>(enough);
    for (Kept each : enough) {
      List<Kept> fewer = new ArrayList<>(needed);
      fewer.remove(each);
      if (ballot.count(texts(fewer), now) instanceof Ballot.Result.Approved) {
        needed = fewer;
      }
    }
    return needed;
  }

  private void seal(Held held, List<Kept> approvals, HoldTurn turn) {
    List<Vote> votes = votes(approvals);
    Optional<Ruling.Deny> denial = forbidden(held, turn.now());
    if (denial.isPresent()) {
      List<String> statements = denial.get().statements();
      turn.end(held, new End(DecisionResult.DENIED, denial.get().code(), statements, votes));
      return;
    }
    Optional<Mandate.Validity> validity = validity(held, approvals, turn.now());
    if (validity.isEmpty()) {
      turn.end(held, End.of(DecisionResult.EXPIRED, Code.EXPIRED_BEFORE_SEAL, votes));
      return;
    }
    turn.approved(sealer.seal(held, held.cell(), validity.get(), texts(approvals)));
    turn.end(held, End.of(DecisionResult.ALLOWED, Code.APPROVED, votes));
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
        record, new Circumstances(evidence.source(), evidence.assurance(), held.principal(), now));
  }

  /** From the last approval, and no longer than any of them; empty when that is over. */
  private Optional<Mandate.Validity> validity(Held held, List<Kept> approvals, Instant now) {
    if (!(ballot(held).count(texts(approvals), now) instanceof Ballot.Result.Approved approved)) {
      throw new IllegalStateException("what is needed is enough");
    }
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

  private static List<String> texts(List<Kept> kept) {
    return kept.stream().map(Kept::jws).toList();
  }

  private static List<Vote> votes(List<Kept> approvals) {
    List<Vote> votes = new ArrayList<>();
    approvals.stream()
        .limit(HoldEnding.MAX_VOTES - 1)
        .forEach(each -> votes.add(vote(each, Verdict.Word.APPROVE)));
    return votes;
  }

  private static Vote vote(Kept kept, Verdict.Word word) {
    return new Vote(kept.person(), word, Digest.of(Bytes.utf8(kept.jws())));
  }

  /** Whose approvals are remembered, where nothing more will be counted. */
  static List<Vote> remembered(List<Kept> kept) {
    return List.copyOf(votes(kept));
  }
}

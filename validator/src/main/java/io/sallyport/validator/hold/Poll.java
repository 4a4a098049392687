package io.sallyport.validator.hold;

import io.sallyport.contract.Code;
import io.sallyport.contract.approval.Ballot;
import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.HoldEnding.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What persons have said of one held action so far; each signature is verified once. Used by one
 * thread, for one record.
 */
final class Poll {
  private final Ballot ballot;
  private final Instant now;
  private final List<Said> approvals = new ArrayList<>();

  /** A verdict that counts. */
  private record Said(String jws, Verdict verdict) {}

  private Poll(Ballot ballot, Instant now) {
    this.ballot = ballot;
    this.now = now;
  }

  /**
   * A poll in which those verdicts were given already; what does not count any more is left out.
   */
  static Poll of(Ballot ballot, List<Kept> kept, Instant now) {
    Poll poll = new Poll(ballot, now);
    for (Kept each : kept) {
      if (ballot.cast(each.jws(), now) instanceof Ballot.Cast.Counted(Verdict verdict)) {
        poll.approvals.add(new Said(each.jws(), verdict));
      }
    }
    return poll;
  }

  /** What one verdict more led to. */
  sealed interface Step {
    /** It does not count. */
    record Refused(Code code) implements Step {}

    /** It counts, and more are needed. */
    record Counted(Verdict verdict) implements Step {}

    /** They are enough. */
    record Approved(Enough enough) implements Step {}

    /** One is enough, also of a person who had approved; and who had approved before. */
    record Denied(List<Vote> votes) implements Step {}
  }

  /**
   * Approvals that are enough, none of them superfluous: a mandate has room for few.
   *
   * @param texts their compact forms
   * @param votes the same in short
   * @param result what they come to
   */
  record Enough(List<String> texts, List<Vote> votes, Ballot.Result.Approved result) {}

  /** Takes one verdict more. */
  Step cast(String jws) {
    return switch (ballot.cast(jws, now)) {
      case Ballot.Cast.Refused(Code code) -> new Step.Refused(code);
      case Ballot.Cast.Counted(Verdict verdict) when verdict.word() == Word.DENY ->
          new Step.Denied(denied(new Said(jws, verdict)));
      case Ballot.Cast.Counted(Verdict verdict) when hasSpoken(verdict.person()) ->
          new Step.Refused(Code.APPROVAL_REPEATED);
      case Ballot.Cast.Counted(Verdict verdict) -> approved(new Said(jws, verdict));
    };
  }

  private boolean hasSpoken(String person) {
    return approvals.stream().anyMatch(each -> each.verdict().person().equals(person));
  }

  private List<Vote> denied(Said own) {
    List<Vote> votes = new ArrayList<>();
    approvals.stream()
        .filter(each -> !each.verdict().person().equals(own.verdict().person()))
        .limit(HoldEnding.MAX_VOTES - 1)
        .forEach(each -> votes.add(vote(each)));
    votes.add(vote(own));
    return votes;
  }

  private Step approved(Said own) {
    approvals.add(own);
    if (!(result(approvals) instanceof Ballot.Result.Approved)) {
      return new Step.Counted(own.verdict());
    }
    List<Said> needed = new ArrayList<>(approvals);
    for (Said each : approvals) {
      needed.remove(each);
      if (!(result(needed) instanceof Ballot.Result.Approved)) {
        needed.add(each);
      }
    }
    if (!(result(needed) instanceof Ballot.Result.Approved result)) {
      throw new IllegalStateException("what is needed is enough");
    }
    List<String> texts = needed.stream().map(Said::jws).toList();
    return new Step.Approved(new Enough(texts, needed.stream().map(Poll::vote).toList(), result));
  }

  private Ballot.Result result(List<Said> of) {
    return ballot.result(of.stream().map(Said::verdict).toList());
  }

  private static Vote vote(Said said) {
    return vote(said.verdict().person(), said.verdict().word(), said.jws());
  }

  private static Vote vote(String person, Word word, String jws) {
    return new Vote(person, word, Digest.of(Bytes.utf8(jws)));
  }

  /** Whose approvals are remembered, where nothing more will be counted. */
  static List<Vote> remembered(List<Kept> kept) {
    return kept.stream()
        .limit(HoldEnding.MAX_VOTES - 1)
        .map(each -> vote(each.person(), Word.APPROVE, each.jws()))
        .toList();
  }
}

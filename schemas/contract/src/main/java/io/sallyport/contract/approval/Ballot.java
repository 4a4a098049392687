package io.sallyport.contract.approval;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The verdicts on one statement: which count, and whether they are enough. Holds no state. */
public final class Ballot {
  private final Approvers approvers;
  private final Statement statement;
  private final Digest digest;
  private final Duration skew;

  /** What one verdict came to. */
  public sealed interface Cast {
    /** It counts, for what it says. */
    record Counted(Verdict verdict) implements Cast {}

    /** It does not count, and why. */
    record Refused(Code code) implements Cast {}
  }

  /** What all verdicts came to. */
  public sealed interface Result {
    /**
     * They are enough, and all approve.
     *
     * @param persons who approved
     * @param last when the last of them did: the life of what is permitted counts from here
     * @param until the first of them is over then, and what is permitted with it
     */
    record Approved(Set<String> persons, Instant last, Instant until) implements Result {
      /** Copies the persons. */
      public Approved {
        persons = Set.copyOf(persons);
      }
    }

    /** They permit nothing, and why. */
    record Refused(Code code) implements Result {}
  }

  /**
   * The ballot on a statement.
   *
   * @param skew how far the clocks of approvers may be apart
   */
  public Ballot(Approvers approvers, Statement statement, Duration skew) {
    this.approvers = approvers;
    this.statement = statement;
    this.digest = StatementCodec.digest(statement);
    this.skew = skew;
  }

  /** Whether a text is a verdict on this statement of somebody who was asked, at {@code now}. */
  public Cast cast(String jws, Instant now) {
    return switch (approvers.read(jws, now)) {
      case Approvers.Read.Refused(Code code) -> new Cast.Refused(code);
      case Approvers.Read.Signed(Verdict verdict, Person person) ->
          mismatch(verdict)
              .or(() -> untimely(verdict, now))
              .or(() -> objection(person))
              .<Cast>map(Cast.Refused::new)
              .orElseGet(() -> new Cast.Counted(verdict));
    };
  }

  private Optional<Code> mismatch(Verdict verdict) {
    ActionId id = statement.action().id();
    boolean ours =
        verdict.statement().equals(digest)
            && verdict.audience().equals(statement.audience())
            && verdict.action().map(id::equals).orElse(true);
    return ours ? Optional.empty() : Optional.of(Code.APPROVAL_MISMATCH);
  }

  private Optional<Code> untimely(Verdict verdict, Instant now) {
    if (verdict.issuedAt().isAfter(now.plus(skew))) {
      return Optional.of(Code.APPROVAL_NOT_YET_VALID);
    }
    boolean late = verdict.expiresAt().isAfter(statement.hold().deadline());
    boolean over = !now.isBefore(verdict.expiresAt().plus(skew));
    return late || over ? Optional.of(Code.APPROVAL_EXPIRED) : Optional.empty();
  }

  /** Why no verdict of that person can count here; empty where one can. */
  public Optional<Code> objection(Person person) {
    if (statement.requester().identities().stream().anyMatch(person::isNamed)) {
      return Optional.of(Code.APPROVER_IS_REQUESTER);
    }
    boolean asked =
        statement.hold().quorums().stream()
            .anyMatch(quorum -> approvers.members(quorum.group()).contains(person.id()));
    return asked ? Optional.empty() : Optional.of(Code.APPROVER_NOT_IN_GROUP);
  }

  /** Whether these verdicts permit the action: each counts, none denies, and they are enough. */
  public Result count(List<String> verdicts, Instant now) {
    List<Verdict> counted = new ArrayList<>();
    for (String jws : verdicts) {
      switch (cast(jws, now)) {
        case Cast.Refused(Code code) -> {
          return new Result.Refused(code);
        }
        case Cast.Counted(Verdict verdict) -> counted.add(verdict);
      }
    }
    return result(counted);
  }

  /** The same of verdicts each of which counts, as {@link #cast} said. */
  public Result result(List<Verdict> counted) {
    Set<String> persons = new HashSet<>();
    for (Verdict verdict : counted) {
      if (verdict.word() == Verdict.Word.DENY) {
        return new Result.Refused(Code.APPROVAL_DENIED);
      }
      if (!persons.add(verdict.person())) {
        return new Result.Refused(Code.APPROVAL_REPEATED);
      }
    }
    boolean enough = statement.hold().quorums().stream().allMatch(each -> isMet(each, persons));
    return enough
        ? new Result.Approved(persons, last(counted), until(counted))
        : new Result.Refused(Code.APPROVALS_TOO_FEW);
  }

  private boolean isMet(Hold.Quorum quorum, Set<String> persons) {
    Set<String> members = approvers.members(quorum.group());
    return persons.stream().filter(members::contains).count() >= quorum.threshold();
  }

  private static Instant last(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::issuedAt).max(Instant::compareTo).orElseThrow();
  }

  private static Instant until(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::expiresAt).min(Instant::compareTo).orElseThrow();
  }
}

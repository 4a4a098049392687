package io.sallyport.validator.decide;

import io.sallyport.contract.Code;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Verdict;
import io.sallyport.contract.receipt.Violation;
import io.sallyport.validator.policy.Ruling;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Candidate;
import io.sallyport.validator.seal.Sealed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one match.
 *
 * @param verdict the result, the rule and the statements that decided
 * @param code why
 * @param pointer where, if it is about one place
 * @param further what else was wrong, if it did not bind
 * @param action the action, if it was bound
 * @param then what it leads to
 */
public record Decision(
    Verdict verdict,
    Code code,
    Optional<String> pointer,
    List<Violation> further,
    Optional<ReceiptBody.Action> action,
    Then then) {

  /** What a decision leads to, beside its receipt. */
  public sealed interface Then {
    /** Nothing. */
    record Nothing() implements Then {}

    /** A sealed record. */
    record Perform(Sealed.Action sealed) implements Then {}

    /** Persons are asked. */
    record Ask(Held held) implements Then {}

    /** The desk decides. */
    record Refer(Referral referral) implements Then {}

    /** It is decided later, before {@code most} is over. */
    record Delay(Duration most) implements Then {}
  }

  private static final Then NOTHING = new Then.Nothing();

  /** The rule had no answer for the event. */
  public static Decision unclear(String rule) {
    Verdict verdict = new Verdict(DecisionResult.DENIED, rule, List.of());
    return new Decision(
        verdict, Code.MATCH_ERROR, Optional.empty(), List.of(), Optional.empty(), NOTHING);
  }

  /** The rule did not bind, for one reason. */
  public static Decision unbound(String rule, Code code, String pointer) {
    return unbound(rule, List.of(Violation.of(code, pointer)));
  }

  /** The rule did not bind, for all these reasons. */
  public static Decision unbound(String rule, List<Violation> violations) {
    Verdict verdict = new Verdict(DecisionResult.UNBOUND, rule, List.of());
    Violation first = violations.getFirst();
    List<Violation> further =
        violations.stream().distinct().skip(1).limit(Violation.MAX_FURTHER).toList();
    return new Decision(verdict, first.code(), first.pointer(), further, Optional.empty(), NOTHING);
  }

  private static Decision of(Verdict verdict, Code code, Candidate candidate, Then then) {
    Optional<ReceiptBody.Action> action = Optional.of(candidate.described());
    return new Decision(verdict, code, Optional.empty(), List.of(), action, then);
  }

  /** The policies, or the clock, decided against it. */
  static Decision ruled(Verdict verdict, Code code, Candidate candidate) {
    return of(verdict, code, candidate, NOTHING);
  }

  /** The policies decided for it. */
  static Decision sealed(Verdict verdict, Code code, Candidate candidate, Sealed.Action sealed) {
    return of(verdict, code, candidate, new Then.Perform(sealed));
  }

  /** Persons are asked. */
  static Decision held(Verdict verdict, Candidate candidate, Held held) {
    return of(verdict, Code.APPROVAL_NEEDED, candidate, new Then.Ask(held));
  }

  /** The desk decides. */
  static Decision referred(String rule, Candidate candidate, Referral referral) {
    Verdict verdict = new Verdict(DecisionResult.REFERRED, rule, List.of());
    return of(verdict, Code.REFERRED, candidate, new Then.Refer(referral));
  }

  /** It waits for what these statements or quotas wait for. */
  static Decision deferred(Proposal proposal, Ruling.Defer ruling) {
    Verdict verdict =
        new Verdict(DecisionResult.DEFERRED, proposal.rule().name(), ruling.reasons());
    return of(verdict, Code.DEFERRED, proposal.candidate(), new Then.Delay(ruling.most()));
  }

  /** It waits for its turn, as long as it would live. */
  public static Decision behind(Proposal proposal) {
    Rule rule = proposal.rule();
    Verdict verdict = new Verdict(DecisionResult.DEFERRED, rule.name(), List.of());
    return of(verdict, Code.DEFERRED_BEHIND, proposal.candidate(), new Then.Delay(rule.ttl()));
  }

  /** It is denied whatever the policies say. */
  public static Decision denied(Proposal proposal, Code code) {
    Verdict verdict = new Verdict(DecisionResult.DENIED, proposal.rule().name(), List.of());
    return ruled(verdict, code, proposal.candidate());
  }

  /** The record, if it was allowed. */
  public Optional<Sealed.Action> sealed() {
    return then instanceof Then.Perform(Sealed.Action sealed)
        ? Optional.of(sealed)
        : Optional.empty();
  }

  /** What waits, if persons are asked. */
  public Optional<Held> held() {
    return then instanceof Then.Ask(Held held) ? Optional.of(held) : Optional.empty();
  }

  /** What the desk decides about, if it takes memory. */
  public Optional<Referral> referral() {
    return then instanceof Then.Refer(Referral referral) ? Optional.of(referral) : Optional.empty();
  }

  /** How long it may wait, if it is decided later. */
  public Optional<Duration> delay() {
    return then instanceof Then.Delay(Duration most) ? Optional.of(most) : Optional.empty();
  }

  /** Whether it reached the step decide; only then is the delivery remembered. */
  public boolean isRuledOn() {
    return action.isPresent();
  }
}

package io.sallyport.validator.decide;

import io.sallyport.contract.Code;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Verdict;
import io.sallyport.contract.receipt.Violation;
import io.sallyport.validator.seal.Candidate;
import io.sallyport.validator.seal.Sealed;
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
 * @param sealed the record, if it was allowed
 * @param held what waits, if persons are asked
 * @param referral what the desk decides about, if it takes memory
 */
public record Decision(
    Verdict verdict,
    Code code,
    Optional<String> pointer,
    List<Violation> further,
    Optional<ReceiptBody.Action> action,
    Optional<Sealed.Action> sealed,
    Optional<Held> held,
    Optional<Referral> referral) {

  private Decision(Verdict verdict, Code code, Optional<String> pointer, List<Violation> further) {
    this(
        verdict,
        code,
        pointer,
        further,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The rule had no answer for the event. */
  public static Decision unclear(String rule) {
    Verdict verdict = new Verdict(DecisionResult.DENIED, rule, List.of());
    return new Decision(verdict, Code.MATCH_ERROR, Optional.empty(), List.of());
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
    return new Decision(verdict, first.code(), first.pointer(), further);
  }

  /** The policies, or the clock, decided. */
  static Decision ruled(
      Verdict verdict, Code code, Candidate candidate, Optional<Sealed.Action> sealed) {
    Optional<ReceiptBody.Action> action = Optional.of(candidate.described());
    return new Decision(
        verdict,
        code,
        Optional.empty(),
        List.of(),
        action,
        sealed,
        Optional.empty(),
        Optional.empty());
  }

  /** Persons are asked. */
  static Decision held(Verdict verdict, Candidate candidate, Held held) {
    return new Decision(
        verdict,
        Code.APPROVAL_NEEDED,
        Optional.empty(),
        List.of(),
        Optional.of(candidate.described()),
        Optional.empty(),
        Optional.of(held),
        Optional.empty());
  }

  /** The desk decides. */
  static Decision referred(String rule, Candidate candidate, Referral referral) {
    return new Decision(
        new Verdict(DecisionResult.REFERRED, rule, List.of()),
        Code.REFERRED,
        Optional.empty(),
        List.of(),
        Optional.of(candidate.described()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(referral));
  }

  /** Whether it reached the step decide; only then is the delivery remembered. */
  public boolean isRuledOn() {
    return action.isPresent();
  }
}

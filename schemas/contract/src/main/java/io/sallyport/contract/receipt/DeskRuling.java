package io.sallyport.contract.receipt;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.ReceiptId;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Verdict;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the desk decided of an action that needed its memory.
 *
 * @param referral the id of the receipt that said {@code REFERRED}
 * @param verdict {@code ALLOWED}, {@code MODIFIED}, {@code DENIED}, {@code HELD}, {@code EXPIRED}
 *     or, for now, {@code DEFERRED}; the rule, and the statements and quotas that decided
 * @param code why
 * @param bundle the bundle that decided
 * @param session where the session stands that it was decided in, if it has one
 * @param deferral the id of the receipt that said {@code DEFERRED}, if one did before
 */
public record DeskRuling(
    String referral,
    Verdict verdict,
    Code code,
    Digest bundle,
    Optional<SessionHead> session,
    Optional<String> deferral) {
  private static final Set<DecisionResult> RESULTS =
      EnumSet.of(
          DecisionResult.ALLOWED,
          DecisionResult.MODIFIED,
          DecisionResult.DENIED,
          DecisionResult.HELD,
          DecisionResult.DEFERRED,
          DecisionResult.EXPIRED);

  /** Refuses what no desk decides. */
  public DeskRuling {
    ReceiptId.check(referral);
    if (!RESULTS.contains(verdict.result())) {
      throw new IllegalArgumentException("result: one of a desk");
    }
    deferral.ifPresent(ReceiptId::check);
    if (deferral.isPresent() && isDeferred(verdict)) {
      throw new IllegalArgumentException("deferral: once");
    }
  }

  /** What was decided outside sessions, and at once. */
  public DeskRuling(String referral, Verdict verdict, Code code, Digest bundle) {
    this(referral, verdict, code, bundle, Optional.empty(), Optional.empty());
  }

  /** Whether the desk will have its say later. */
  public boolean isDeferred() {
    return isDeferred(verdict);
  }

  private static boolean isDeferred(Verdict verdict) {
    return verdict.result() == DecisionResult.DEFERRED;
  }

  /** Writes its members. */
  void write(JsonWriter json) {
    json.put("referral", referral).putObject("decision", decision -> write(decision, verdict));
    json.put("code", code.text()).put("bundle", bundle.text());
    SessionHead.write(json, session);
    json.put("deferral", deferral);
  }

  /** Reads them; throws as {@link Fields} does, and {@link IllegalArgumentException}. */
  static DeskRuling read(Fields fields) throws Fields.Mismatch {
    Fields decision = fields.object("decision");
    DeskRuling ruling =
        new DeskRuling(
            fields.text("referral"),
            verdict(decision),
            Code.parse(fields.text("code")).orElseThrow(IllegalArgumentException::new),
            new Digest(fields.text("bundle")),
            SessionHead.read(fields),
            fields.optionalText("deferral"));
    decision.end();
    return ruling;
  }

  /** Writes the members of a verdict. */
  static void write(JsonWriter json, Verdict verdict) {
    json.put("result", verdict.result().name())
        .put("rule", verdict.rule())
        .putTexts("policy", verdict.policy());
    Modification.write(json, verdict.modified());
  }

  /** Reads the members of a verdict. */
  static Verdict verdict(Fields decision) throws Fields.Mismatch {
    return new Verdict(
        DecisionResult.valueOf(decision.text("result")),
        decision.text("rule"),
        decision.texts("policy"),
        Modification.read(decision));
  }
}

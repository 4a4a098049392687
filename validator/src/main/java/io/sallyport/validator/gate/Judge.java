package io.sallyport.validator.gate;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.mandate.Hold;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.Modification;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Verdict;
import io.sallyport.contract.receipt.Violation;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.Admission.Admitted;
import io.sallyport.validator.admit.Admission.Proof;
import io.sallyport.validator.bind.Bound;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.policy.Asked;
import io.sallyport.validator.policy.Circumstances;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.policy.Ruling;
import io.sallyport.validator.rule.Match;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Candidate;
import io.sallyport.validator.seal.Permission;
import io.sallyport.validator.seal.Sealed;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.seal.Wait;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** Binds, decides and seals one match. Immutable. */
final class Judge {
  private final Bundle bundle;
  private final Sealer sealer;

  Judge(Bundle bundle, Sealer sealer) {
    this.bundle = bundle;
    this.sealer = sealer;
  }

  Decision decide(Match match, Admitted admitted, Case known, Map<String, ?> variables, Turn turn) {
    return switch (match) {
      case Match.Unclear(Rule rule) -> Decision.unclear(rule.name());
      case Match.Fires(Rule rule) -> {
        Matched matched = new Matched(rule, admitted, known, turn.now(), turn.next());
        yield bind(matched, variables);
      }
    };
  }

  /** A rule that fired for a delivery, at an instant; the receipt of that will have this id. */
  private record Matched(Rule rule, Admitted admitted, Case known, Instant now, String receipt) {
    SourceSpec source() {
      return admitted.known().source();
    }
  }

  private Decision bind(Matched matched, Map<String, ?> variables) {
    Rule rule = matched.rule();
    Optional<String> requester = Requester.of(rule, variables);
    return switch (rule.binding().bind(variables)) {
      case Bound.Incomplete incomplete ->
          Decision.unbound(
              rule.name(),
              incomplete.violations().stream()
                  .map(each -> Violation.of(each.code(), each.pointer()))
                  .toList());
      case Bound.Complete complete when requester.isEmpty() ->
          Decision.unbound(rule.name(), Code.BIND_TYPE, "/requester");
      case Bound.Complete(GenericRecord record) -> {
        ActionId id = ActionId.of(rule.source(), matched.admitted().id(), rule.name());
        Optional<Candidate> candidate = sealer.candidate(id, rule.type(), record);
        yield candidate.isPresent()
            ? decide(matched, candidate.get(), requester.get())
            : Decision.unbound(rule.name(), Code.ACTION_TOO_LARGE, "");
      }
    };
  }

  private Decision decide(Matched matched, Candidate candidate, String requester) {
    SourceSpec source = matched.source();
    Proof proof = matched.admitted().proof();
    Circumstances circumstances =
        new Circumstances(source.name(), proof.assurance(), proof.principal(), matched.now());
    String rule = matched.rule().name();
    return switch (policies(matched.rule()).decide(candidate.record(), circumstances)) {
      case Ruling.Deny(Code code, List<String> statements) -> {
        Verdict verdict = new Verdict(DecisionResult.DENIED, rule, statements);
        yield Decision.ruled(verdict, code, candidate, Optional.empty());
      }
      case Ruling.Permit permit ->
          seal(matched, candidate, permission(matched, requester, permit, List.of()));
      case Ruling.Modify modified -> {
        Permission permission = permission(matched, requester, modified, List.of());
        yield changed(candidate, modified)
            .map(changed -> seal(matched, changed, permission))
            .orElseGet(() -> Decision.unbound(rule, Code.ACTION_TOO_LARGE, ""));
      }
      case Ruling.StepUp(Ruling.Allow allowed, Asked asked) -> {
        Permission permission = permission(matched, requester, allowed, asked.statements());
        Optional<Candidate> last =
            allowed instanceof Ruling.Modify modified
                ? changed(candidate, modified)
                : Optional.of(candidate);
        yield last.flatMap(each -> hold(matched, each, permission, asked))
            .orElseGet(() -> Decision.unbound(rule, Code.ACTION_TOO_LARGE, ""));
      }
    };
  }

  private Optional<Candidate> changed(Candidate candidate, Ruling.Modify modified) {
    return sealer.candidate(candidate.id(), candidate.type(), modified.record());
  }

  /** Asks persons; empty when it is more than they can be asked about. */
  private Optional<Decision> hold(
      Matched matched, Candidate candidate, Permission permission, Asked asked) {
    String rule = matched.rule().name();
    Instant now = matched.now();
    if (Sealer.isOver(permission, now)) {
      return Optional.of(expired(rule, permission, candidate));
    }
    Duration wait = asked.deadline().orElse(bundle.limits().holds().deadline());
    Hold hold = new Hold(asked.quorums(), now.plus(wait).truncatedTo(ChronoUnit.SECONDS));
    Wait until = new Wait(matched.admitted().proof().principal(), hold);
    return sealer
        .hold(candidate, permission, until, now)
        .map(held -> {
          Verdict verdict =
              new Verdict(DecisionResult.HELD, rule, permission.statements(), permission.changes());
          return Decision.held(verdict, candidate, held);
        });
  }

  private static Decision expired(String rule, Permission permission, Candidate candidate) {
    Verdict verdict = new Verdict(DecisionResult.EXPIRED, rule, permission.statements());
    return Decision.ruled(verdict, Code.EXPIRED_BEFORE_SEAL, candidate, Optional.empty());
  }

  private Decision seal(Matched matched, Candidate candidate, Permission permission) {
    String rule = matched.rule().name();
    List<String> statements = permission.statements();
    return switch (sealer.seal(candidate, permission, matched.now())) {
      case Sealed.Expired expired -> expired(rule, permission, candidate);
      case Sealed.Action action -> {
        List<Modification> changes = permission.changes();
        Verdict verdict =
            changes.isEmpty()
                ? new Verdict(DecisionResult.ALLOWED, rule, statements)
                : new Verdict(DecisionResult.MODIFIED, rule, statements, changes);
        Code code = changes.isEmpty() ? Code.PERMITTED : Code.MODIFIED;
        yield Decision.ruled(verdict, code, candidate, Optional.of(action));
      }
    };
  }

  private static Permission permission(
      Matched matched, String requester, Ruling.Allow allowed, List<String> asking) {
    List<String> statements = new ArrayList<>(allowed.statements());
    statements.addAll(asking);
    Mandate.Evidence evidence =
        new Mandate.Evidence(
            matched.source().name(),
            matched.admitted().proof().assurance(),
            matched.known().described().origin(),
            matched.known().described().digest(),
            matched.known().appendedAt());
    return new Permission(
        matched.rule(), requester, statements, allowed.changes(), evidence, matched.receipt());
  }

  private Policies policies(Rule rule) {
    Policies policies = bundle.policies().get(rule.type().name());
    if (policies == null) {
      throw new IllegalStateException("a bundle has policies for each action type of its rules");
    }
    return policies;
  }
}

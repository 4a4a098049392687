package io.sallyport.validator.gate;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.Violation;
import io.sallyport.validator.admit.Admission.Admitted;
import io.sallyport.validator.bind.Bound;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.decide.Decider;
import io.sallyport.validator.decide.Decision;
import io.sallyport.validator.decide.Occasion;
import io.sallyport.validator.decide.Proposal;
import io.sallyport.validator.rule.Match;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.seal.Candidate;
import io.sallyport.validator.seal.Sealer;
import io.sallyport.validator.session.SessionBinding;
import io.sallyport.validator.session.SessionClaim;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** Binds one match, and decides about it or leaves it to the desk. Immutable. */
final class Judge {
  private final Bundle bundle;
  private final Sealer sealer;
  private final Decider decider;

  Judge(Bundle bundle, Sealer sealer) {
    this.bundle = bundle;
    this.sealer = sealer;
    this.decider = new Decider(bundle, sealer);
  }

  Decision decide(Match match, Admitted admitted, Case known, Map<String, ?> variables, Turn turn) {
    return switch (match) {
      case Match.Unclear(Rule rule) -> Decision.unclear(rule.name());
      case Match.Fires(Rule rule) -> {
        Occasion occasion = new Occasion(turn.now(), turn.next(), Optional.empty());
        yield bind(new Matched(rule, admitted, known, occasion), variables);
      }
    };
  }

  /** A rule that fired for a delivery. */
  private record Matched(Rule rule, Admitted admitted, Case known, Occasion occasion) {
    Proposal proposal(
        Candidate candidate, String requester, Optional<SessionClaim> session, Bundle bundle) {
      Mandate.Evidence evidence =
          new Mandate.Evidence(
                  admitted.known().source().name(),
                  admitted.proof().assurance(),
                  known.described().origin(),
                  known.described().digest(),
                  known.appendedAt())
              .of(admitted.proof().principal(), admitted.proof().delegation());
      return new Proposal(
          rule,
          candidate,
          requester,
          session,
          bundle.watch(rule.source()),
          bundle.countsSenders(rule.type()),
          evidence);
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
        yield sealer
            .candidate(id, rule.type(), record)
            .flatMap(candidate -> decide(matched, candidate, requester.get(), variables))
            .orElseGet(() -> Decision.unbound(rule.name(), Code.ACTION_TOO_LARGE, ""));
      }
    };
  }

  private Optional<Decision> decide(
      Matched matched, Candidate candidate, String requester, Map<String, ?> variables) {
    Optional<SessionBinding> session = matched.rule().session();
    if (session.isEmpty()) {
      return decide(
          matched.proposal(candidate, requester, Optional.empty(), bundle), matched.occasion());
    }
    String principal = matched.admitted().proof().principal();
    return switch (session.get().find(matched.rule().source(), principal, variables)) {
      case SessionBinding.Found.Unclear(String pointer) ->
          Optional.of(Decision.unbound(matched.rule().name(), Code.BIND_TYPE, pointer));
      case SessionBinding.Found.Claimed(SessionClaim claim) ->
          decide(
              matched.proposal(candidate, requester, Optional.of(claim), bundle),
              matched.occasion());
    };
  }

  private Optional<Decision> decide(Proposal proposal, Occasion occasion) {
    return decider.needsMemory(proposal)
        ? decider.refer(proposal)
        : Optional.of(decider.decide(proposal, occasion));
  }
}

package io.sallyport.validator.trial;

import io.sallyport.action.constraint.Violation;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Delegation;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.bind.Bound;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.expression.Compiled;
import io.sallyport.validator.expression.Evaluated;
import io.sallyport.validator.expression.Expressions;
import io.sallyport.validator.expression.Scope;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.policy.Circumstances;
import io.sallyport.validator.policy.Judged;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.rule.Match;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.session.SessionBinding;
import io.sallyport.validator.session.SessionClaim;
import io.sallyport.validator.session.SessionView;
import io.sallyport.validator.trial.Explanation.Firing;
import io.sallyport.validator.trial.Explanation.Tried;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * Tells why a sample ends as it does: the same steps as the gate's, each kept. Does no I/O. Used by
 * one thread.
 */
public final class Explainer {
  private final Bundle bundle;
  private final Map<String, String> whens;
  private final Trial trial;
  private final Expressions expressions;

  /**
   * An explainer of {@code bundle}.
   *
   * @param whens the CEL of each rule's predicate by the rule's name
   */
  public Explainer(Bundle bundle, Map<String, String> whens) {
    this.bundle = bundle;
    this.expressions = new Expressions(Scope.ofRule(), bundle.limits().expressions());
    this.whens = Map.copyOf(whens);
    this.trial = Trial.of(bundle);
  }

  /** Explains {@code sample}, whose source is one of the bundle. */
  public Explanation explain(Sample sample) {
    Outcome outcome = trial.judge(sample);
    SourceSpec source = Optional.ofNullable(bundle.sources().get(sample.source())).orElseThrow();
    if (outcome instanceof Outcome.Refused) {
      return new Explanation(outcome, List.of());
    }
    return switch (Gate.parser(bundle, source).parse(sample.payload().toArray())) {
      case Parsed.Refused refused -> new Explanation(outcome, List.of());
      case Parsed.Accepted accepted -> {
        Map<String, Object> variables =
            Gate.variables(source, sample.provenBy(source), accepted.event());
        Seen seen = new Seen(sample, source, variables, outcome);
        yield new Explanation(
            outcome, bundle.rules().of(source.name()).stream().map(r -> tried(r, seen)).toList());
      }
    };
  }

  /** What is known of a sample. */
  private record Seen(
      Sample sample, SourceSpec source, Map<String, Object> variables, Outcome outcome) {
    Optional<Outcome.Judged> judged(Rule rule) {
      return switch (outcome) {
        case Outcome.Decided(List<Outcome.Judged> all) ->
            all.stream().filter(each -> each.rule().equals(rule.name())).findFirst();
        case Outcome.Ignored ignored -> Optional.empty();
        case Outcome.Refused refused -> Optional.empty();
      };
    }

    Circumstances circumstances(Rule rule, GenericRecord record) {
      String principal = sample.provenBy(source);
      Optional<SessionView> session =
          rule.session().flatMap(binding -> view(rule, binding, principal, record));
      List<String> chain = sample.delegation().map(Delegation::chain).orElse(List.of());
      return new Circumstances(
          source.name(), source.assurance(), principal, sample.now(), session, chain);
    }

    private Optional<SessionView> view(
        Rule rule, SessionBinding binding, String principal, GenericRecord record) {
      DeskKey owner = DeskKey.ofPrincipal(source.name(), principal);
      String target = String.valueOf(record.get(rule.type().orderBy()));
      return switch (binding.find(source.name(), principal, variables)) {
        case SessionBinding.Found.Unclear _ -> Optional.empty();
        case SessionBinding.Found.Claimed(SessionClaim claim) ->
            Optional.of(
                SessionView.of(
                    sample.history().session(owner, claim),
                    rule.type().cell(),
                    Digest.of(Bytes.utf8(target).toArray())));
      };
    }
  }

  private Tried tried(Rule rule, Seen seen) {
    Firing firing = firing(rule, seen);
    Optional<GenericRecord> record = Optional.empty();
    List<Violation> violations = List.of();
    if (firing == Firing.FIRES) {
      switch (rule.binding().bind(seen.variables())) {
        case Bound.Complete(GenericRecord complete) -> record = Optional.of(complete);
        case Bound.Incomplete(List<Violation> found) -> violations = found;
      }
    }
    return new Tried(
        rule.name(),
        rule.type().name(),
        firing,
        parts(rule, seen),
        record.map(found -> RecordJson.of(rule.type().shape(), found)),
        violations,
        record.map(found -> statements(rule, found, seen)).orElse(List.of()),
        seen.judged(rule));
  }

  private Firing firing(Rule rule, Seen seen) {
    for (Match match : bundle.rules().matching(rule.source(), seen.variables())) {
      if (match.rule().name().equals(rule.name())) {
        return switch (match) {
          case Match.Fires fires -> Firing.FIRES;
          case Match.Unclear unclear -> Firing.IS_UNCLEAR;
        };
      }
    }
    return Firing.STAYS_SILENT;
  }

  private List<Explanation.Part> parts(Rule rule, Seen seen) {
    String when = whens.getOrDefault(rule.name(), "");
    List<Parts.Part> parts = Parts.of(when);
    boolean whole = parts.stream().anyMatch(part -> !(compiled(part) instanceof Compiled.Ready));
    return (whole ? List.of(new Parts.Part("", when)) : parts)
        .stream()
            .map(part -> new Explanation.Part(part.joint(), part.text(), value(part, seen)))
            .toList();
  }

  private String value(Parts.Part part, Seen seen) {
    return switch (compiled(part)) {
      case Compiled.Wrong wrong -> "error";
      case Compiled.Ready(var expression) ->
          switch (expression.evaluate(seen.variables())) {
            case Evaluated.Value(Boolean holds) -> holds.toString();
            case Evaluated.Value other -> "error";
            case Evaluated.Missing missing -> "missing";
            case Evaluated.Failed failed -> "error";
          };
    };
  }

  private Compiled compiled(Parts.Part part) {
    return expressions.predicate(part.text());
  }

  private List<Judged> statements(Rule rule, GenericRecord record, Seen seen) {
    Policies policies = bundle.policies().get(rule.type().name());
    return policies == null ? List.of() : policies.judge(record, seen.circumstances(rule, record));
  }
}

package io.sallyport.cli.simulate;

import io.sallyport.contract.Code;
import io.sallyport.evidence.source.Principals;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.trial.Outcome;
import io.sallyport.validator.trial.Sample;
import io.sallyport.validator.trial.Trial;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A bundle that judges captured payloads. Used by one thread. */
final class Side {
  /** In the place of a rule: the payload as a whole. */
  static final String DELIVERY = "delivery";

  private final Bundle bundle;
  private final Trial trial;

  Side(Bundle bundle) {
    this.bundle = bundle;
    this.trial = Trial.of(bundle);
  }

  boolean knows(String source) {
    return bundle.sources().containsKey(source);
  }

  /** What each rule comes to, by its name; what ends without rules is the delivery's. */
  Map<String, Ruling> judge(Sample sample) {
    if (!knows(sample.source())) {
      return Map.of(DELIVERY, Ruling.of("REFUSED", Code.SOURCE_UNKNOWN.text(), ""));
    }
    if (!canComeFrom(sample)) {
      return Map.of(DELIVERY, Ruling.of("REFUSED", Code.EVIDENCE_INVALID.text(), ""));
    }
    return switch (trial.judge(sample)) {
      case Outcome.Refused(Code code, String pointer) ->
          Map.of(DELIVERY, Ruling.of("REFUSED", code.text(), pointer));
      case Outcome.Ignored ignored ->
          Map.of(DELIVERY, Ruling.of("IGNORED", Code.NO_RULE.text(), ""));
      case Outcome.Decided decided -> rulings(sample.source(), decided);
    };
  }

  /** Evidence of another principal than the source has here would not hold here. */
  private boolean canComeFrom(Sample sample) {
    SourceSpec source = Optional.ofNullable(bundle.sources().get(sample.source())).orElseThrow();
    return sample.principal().flatMap(principal -> Principals.problem(source, principal)).isEmpty();
  }

  private Map<String, Ruling> rulings(String source, Outcome.Decided decided) {
    Map<String, Ruling> rulings = new TreeMap<>();
    for (Outcome.Judged judged : decided.decisions()) {
      rulings.put(judged.rule(), Ruling.of(judged, type(source, judged.rule())));
    }
    return rulings;
  }

  private String type(String source, String name) {
    return bundle.rules().of(source).stream()
        .filter(rule -> rule.name().equals(name))
        .map(Rule::type)
        .map(type -> type.name())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a decision's rule is one of the bundle"));
  }
}

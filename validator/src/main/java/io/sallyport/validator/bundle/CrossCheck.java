package io.sallyport.validator.bundle;

import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.rule.Rule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule needs from the rest of its bundle.
 *
 * @param sources by name
 * @param governed full names of the action types that have a policy
 * @param asking full names of the action types about which persons may be asked
 */
record CrossCheck(Map<String, SourceSpec> sources, Set<String> governed, Set<String> asking) {

  /** What a source says that cannot hold here. */
  static Optional<String> problem(SourceSpec source, ByteCount maxBody) {
    if (source.dedupe().window().compareTo(source.maxAge()) < 0) {
      return Optional.of("dedupe.window: shorter than maxAge, so one delivery may count twice");
    }
    return source.limits().body().compareTo(maxBody) > 0
        ? Optional.of("limits.body: larger than the validator's own limits.body, " + maxBody)
        : Optional.empty();
  }

  /** Notes what is missing; gives the rule back. */
  Optional<Rule> check(ConfigNode spec, Optional<Rule> read) {
    SourceSpec source = sources.get(spec.text("source"));
    if (source == null) {
      spec.problem("source", "the bundle has no source of this name");
    }
    read.ifPresent(rule -> check(spec, rule, Optional.ofNullable(source)));
    return read;
  }

  private void check(ConfigNode spec, Rule rule, Optional<SourceSpec> source) {
    if (!governed.contains(rule.type().name())) {
      spec.problem("action", "no policy is about this action type: everything would be denied");
    }
    if (asking.contains(rule.type().name()) && rule.requester().isEmpty()) {
      spec.problem(
          "requester", "persons approve this action type: name who asks, so that they do not");
    }
    if (source.isPresent() && source.get().assurance().compareTo(rule.type().minAssurance()) < 0) {
      spec.problem(
          "source",
          "its assurance is "
              + source.get().assurance().text()
              + ", the action type needs "
              + rule.type().minAssurance().text());
    }
  }
}

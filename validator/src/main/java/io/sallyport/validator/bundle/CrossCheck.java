package io.sallyport.validator.bundle;

import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.policy.Asked;
import io.sallyport.validator.policy.Policies;
import io.sallyport.validator.rule.Rule;
import io.sallyport.validator.watch.Watch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule needs from the rest of its bundle.
 *
 * @param sources by name
 * @param policies by the full name of the action type that they are about
 * @param watches what would be unusual, by source
 * @param approvers whose verdicts count
 */
record CrossCheck(
    Map<String, SourceSpec> sources,
    Map<String, Policies> policies,
    Map<String, Watch> watches,
    Approvers approvers) {

  /**
   * What a source says that cannot hold here. A delivery is remembered from its decision on, which
   * may come {@code maxAge} after its append; its signed time counts at the append of a copy.
   */
  static Optional<String> problem(SourceSpec source, ByteCount maxBody) {
    Duration least = source.maxAge().plus(source.scheme().replayable());
    if (source.dedupe().window().compareTo(least) < 0) {
      return Optional.of(
          "dedupe.window: shorter than maxAge, and 2 x tolerance + 1m where a time is signed, so"
              + " one delivery may count twice");
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
    Policies governing = policies.get(rule.type().name());
    if (governing == null) {
      spec.problem("action", "no policy is about this action type: everything would be denied");
    } else {
      checkSession(spec, rule, governing);
      checkPersons(spec, rule, governing);
    }
    if (source.filter(each -> each.assurance() == Assurance.ASSERTED).isPresent()
        && rule.session().isPresent()) {
      spec.problem("session", "the source signs no bytes, so anybody could name any session");
    }
    checkAssurance(spec, rule, source);
  }

  private void checkPersons(ConfigNode spec, Rule rule, Policies governing) {
    Optional<Watch> watch = Optional.ofNullable(watches.get(rule.source()));
    Asked unusual = watch.map(Watch::everyone).orElse(Asked.NOBODY);
    Asked everyone = governing.everyone().and(unusual);
    if (!everyone.isEmpty() && rule.requester().isEmpty()) {
      spec.problem(
          "requester", "persons approve this action type: name who asks, so that they do not");
    }
    if (!unusual.isEmpty()) {
      PersonsCheck.problems(everyone, approvers)
          .forEach(problem -> spec.problem("source", "with its Watch, " + problem));
    }
    if (watch.isPresent()) {
      checkWatch(spec, rule, governing);
    }
  }

  /** What is watched is remembered by its sender, and by nothing else. */
  private static void checkWatch(ConfigNode spec, Rule rule, Policies governing) {
    if (countsTargets(governing)) {
      spec.problem(
          "source",
          "a Watch is of this source, and quotas count the action type by its ordering field: one"
              + " action has one memory; count by principal, or use an alarm on volume");
    }
    if (governing.changesOrder()) {
      spec.problem(
          "source",
          "a Watch is of this source, and a modify statement sets %s, by which it tells targets:"
                  .formatted(rule.type().orderBy())
              + " leave that field to the rule");
    }
  }

  /** What reads a session needs one, and what has one is counted by it alone. */
  private static void checkSession(ConfigNode spec, Rule rule, Policies governing) {
    if (governing.readSession() && rule.session().isEmpty()) {
      spec.problem("session", "a policy about this action type reads the session: say which it is");
    }
    if (rule.session().isPresent() && governing.changesOrder()) {
      spec.problem(
          "session",
          "a modify statement sets %s, by which actions of a session wait for one another: leave"
                  .formatted(rule.type().orderBy())
              + " that field to the rule");
    }
    if (countsTargets(governing) && rule.session().isPresent()) {
      spec.problem(
          "session",
          "quotas count this action type by its ordering field: one action has one memory; count by"
              + " principal, or use maxActions");
    }
  }

  /** Whether quotas count under another key than sessions and watches remember. */
  private static boolean countsTargets(Policies governing) {
    return !governing.quotas().isEmpty() && !governing.countsSenders();
  }

  private static void checkAssurance(ConfigNode spec, Rule rule, Optional<SourceSpec> source) {
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

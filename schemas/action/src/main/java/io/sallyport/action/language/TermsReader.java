package io.sallyport.action.language;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.source.Limits;
import io.sallyport.action.source.Place;
import io.sallyport.action.source.SchemaRule;
import io.sallyport.action.terms.Approval;
import io.sallyport.action.terms.Terms;
import io.sallyport.contract.Topics;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.service.config.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads what the root record says beside its fields. What is missing or wrong becomes a problem and
 * the strictest value, which nobody sees: a schema with a problem is refused.
 */
final class TermsReader {
  private static final Set<String> APPROVAL = Set.of("group", "threshold");

  private TermsReader() {}

  static Terms read(Place root) {
    return new Terms(
        choice(root, "effect", Effect.values(), Effect::text).orElse(Effect.PERSIST),
        name(root, "cell"),
        new Terms.Order(root.text("orderBy").orElse(""), root.optionalText("sequence")),
        root.flag("idempotent").orElse(false),
        ttl(root),
        choice(root, "classification", Classification.values(), Classification::text)
            .orElse(Classification.RESTRICTED),
        choice(root, "minAssurance", Assurance.values(), Assurance::text)
            .orElse(Assurance.END_TO_END),
        root.has("approval") ? approval(root) : Optional.empty());
  }

  private static <T> Optional<T> choice(
      Place root, String key, T[] choices, Function<T, String> text) {
    Optional<String> word = root.text(key);
    Optional<T> choice =
        Arrays.stream(choices).filter(each -> word.equals(Optional.of(text.apply(each)))).findAny();
    if (word.isPresent() && choice.isEmpty()) {
      String words = String.join(", ", Arrays.stream(choices).map(text).toList());
      root.problem(key, SchemaRule.PROPERTY_VALUE, "must be one of " + words);
    }
    return choice;
  }

  private static String name(Place place, String key) {
    String name = place.text(key).orElse("");
    if (place.has(key) && !Topics.NAME.matcher(name).matches()) {
      place.problem(key, SchemaRule.PROPERTY_VALUE, "must be 1 to 40 of a-z, 0-9 and '-'");
    }
    return name;
  }

  private static Duration ttl(Place root) {
    Optional<String> text = root.text("maxTtl");
    Optional<Duration> ttl = text.flatMap(TermsReader::duration);
    boolean inside =
        ttl.filter(t -> t.compareTo(Limits.MIN_TTL) >= 0 && t.compareTo(Limits.MAX_TTL) <= 0)
            .isPresent();
    if (text.isPresent() && !inside) {
      root.problem("maxTtl", SchemaRule.PROPERTY_VALUE, "must be a duration from 1s to 7d");
    }
    return ttl.orElse(Limits.MIN_TTL);
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Durations.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Approval> approval(Place root) {
    if (!(root.json().get("approval") instanceof ObjectNode object)) {
      root.problem("approval", SchemaRule.PROPERTY_VALUE, "must be {group, threshold}");
      return Optional.empty();
    }
    Place approval = root.child("approval", object);
    approval.only(APPROVAL);
    String group = name(approval, "group");
    approval.required("threshold");
    Optional<Integer> threshold =
        approval.count("threshold", 1, Limits.APPROVALS, SchemaRule.PROPERTY_VALUE);
    return threshold.map(count -> new Approval(group, count));
  }
}

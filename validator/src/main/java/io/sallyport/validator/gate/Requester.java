package io.sallyport.validator.gate;

import io.sallyport.contract.mandate.Mandate;
import io.sallyport.validator.expression.Evaluated;
import io.sallyport.validator.rule.Rule;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The mandate's subject: a stranger's text reaches the executor in a bounded form only. */
final class Requester {
  /** Possessive, so that no text is tried twice. */
  private static final Pattern FORM =
      Pattern.compile("[a-z][a-z0-9-]{0,39}+:[A-Za-z0-9][A-Za-z0-9._@+\\[\\]-]{0,99}+");

  private Requester() {}

  /** Who asks; empty when the rule names somebody and the event does not say whom. */
  static Optional<String> of(Rule rule, Map<String, ?> variables) {
    if (rule.requester().isEmpty()) {
      return Optional.of(Mandate.actor(rule.source()));
    }
    return switch (rule.requester().get().evaluate(variables)) {
      case Evaluated.Value(String text) when FORM.matcher(text).matches() -> Optional.of(text);
      case Evaluated.Value other -> Optional.empty();
      case Evaluated.Missing missing -> Optional.empty();
      case Evaluated.Failed failed -> Optional.empty();
    };
  }
}

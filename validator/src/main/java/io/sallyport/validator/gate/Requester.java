package io.sallyport.validator.gate;

import com.google.re2j.Pattern;
import io.sallyport.validator.expression.Evaluated;
import io.sallyport.validator.rule.Rule;
import java.util.Map;
import java.util.Optional;

/** The mandate's subject: a stranger's text reaches the executor in a bounded form only. */
final class Requester {
  private static final Pattern FORM =
      Pattern.compile("[a-z][a-z0-9-]{0,39}:[A-Za-z0-9][A-Za-z0-9._@+\\[\\]-]{0,99}");

  private Requester() {}

  /** Who asks; empty when the rule names somebody and the event does not say whom. */
  static Optional<String> of(Rule rule, Map<String, ?> variables) {
    if (rule.requester().isEmpty()) {
      return Optional.of("source:" + rule.source());
    }
    return switch (rule.requester().get().evaluate(variables)) {
      case Evaluated.Value(String text) when FORM.matches(text) -> Optional.of(text);
      case Evaluated.Value other -> Optional.empty();
      case Evaluated.Missing missing -> Optional.empty();
      case Evaluated.Failed failed -> Optional.empty();
    };
  }
}

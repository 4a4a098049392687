package io.sallyport.validator.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.constraint.Violation;
import io.sallyport.validator.policy.Judged;
import java.util.List;
import java.util.Optional;

/**
 * Why a sample ends as it does.
 *
 * @param outcome how it ends
 * @param rules every rule of the source, in their order; empty if the sample was refused
 */
public record Explanation(Outcome outcome, List<Tried> rules) {
  /** Copies the rules. */
  public Explanation {
    rules = List.copyOf(rules);
  }

  /** Whether a rule proposes something. */
  public enum Firing {
    /** Its {@code when} holds. */
    FIRES,
    /** It does not hold, or what it compares is not there. */
    STAYS_SILENT,
    /** It has no answer, which denies. */
    IS_UNCLEAR
  }

  /**
   * One rule.
   *
   * @param rule its name
   * @param action the full name of the type that it proposes
   * @param firing whether it does
   * @param parts its {@code when}, taken apart
   * @param proposed what it binds, if it fires and every field could be filled
   * @param violations all that kept it from binding
   * @param statements what each statement says of the proposed action
   * @param judged the decision, if the rule came to one
   */
  public record Tried(
      String rule,
      String action,
      Firing firing,
      List<Part> parts,
      Optional<ObjectNode> proposed,
      List<Violation> violations,
      List<Judged> statements,
      Optional<Outcome.Judged> judged) {
    /** Copies the lists. */
    public Tried {
      parts = List.copyOf(parts);
      violations = List.copyOf(violations);
      statements = List.copyOf(statements);
    }
  }

  /**
   * A part of a {@code when}.
   *
   * @param joint {@code &&} or {@code ||} before it, or the empty text
   * @param text its CEL
   * @param value {@code true}, {@code false}, {@code missing} or {@code error}; never a payload's
   */
  public record Part(String joint, String text, String value) {}
}

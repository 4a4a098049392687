package io.sallyport.validator.rule;

/** A rule that has something to say about an event. */
public sealed interface Match {
  /** The rule. */
  Rule rule();

  /** Its {@code when} holds. */
  record Fires(Rule rule) implements Match {}

  /** Its {@code when} has no answer for this event; that denies. */
  record Unclear(Rule rule) implements Match {}
}

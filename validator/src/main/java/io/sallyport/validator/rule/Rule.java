package io.sallyport.validator.rule;

import io.sallyport.action.ActionType;
import io.sallyport.validator.bind.Binding;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.session.SessionBinding;
import java.time.Duration;
import java.util.Optional;

/**
 * Proposes one action for deliveries of one source.
 *
 * @param name unique in the bundle; part of the action's id
 * @param source the source's name
 * @param when whether it proposes anything for an event
 * @param binding what it proposes
 * @param requester who asks for it, where the event says so; the mandate's subject
 * @param session in which session it proposes it, if in one
 * @param ttl how long the permission lasts, counted from the broker's append time
 */
public record Rule(
    String name,
    String source,
    Expression when,
    Binding binding,
    Optional<Expression> requester,
    Optional<SessionBinding> session,
    Duration ttl) {

  /** The type of the action. */
  public ActionType type() {
    return binding.type();
  }
}

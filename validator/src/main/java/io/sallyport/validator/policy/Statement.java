package io.sallyport.validator.policy;

import io.sallyport.validator.expression.Expression;

/**
 * One line of a policy.
 *
 * @param id unique among the statements for an action type
 * @param effect what it does where it holds
 * @param when whether it holds
 */
record Statement(String id, Effect effect, Expression when) {
  /** What a statement does; the order is the precedence, highest first. */
  enum Effect {
    /** The action is not sealed, whatever else holds. */
    DENY,
    /** The action may be sealed. */
    PERMIT
  }
}

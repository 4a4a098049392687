package io.sallyport.validator.policy;

import io.sallyport.contract.mandate.Hold.Quorum;
import io.sallyport.validator.bind.FieldBinding;
import io.sallyport.validator.expression.Expression;
import io.sallyport.validator.expression.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One line of a policy; the order of the cases is their precedence, highest first. */
sealed interface Statement {
  /** Unique among the statements for an action type. */
  String id();

  /** Whether it holds. */
  Expression when();

  /** The action is not sealed, whatever else holds. */
  record Deny(String id, Expression when) implements Statement {}

  /**
   * While it holds the action waits, whatever else permits it; permits nothing itself.
   *
   * @param deadline how long, before it is denied
   */
  record Defer(String id, Expression when, Duration deadline) implements Statement {}

  /**
   * Where the action is permitted, persons are asked first; permits nothing itself.
   *
   * @param quorum how many of which group
   * @param deadline how long it waits for them, where it says so
   */
  record StepUp(String id, Expression when, Quorum quorum, Optional<Duration> deadline)
      implements Statement {
    Asked asked() {
      return new Asked(List.of(quorum), List.of(id), deadline);
    }
  }

  /**
   * Where the action is permitted, these fields get other values first; permits nothing itself.
   *
   * @param set the fields
   */
  record Modify(String id, Expression when, List<FieldBinding> set) implements Statement {
    /** Copies the fields. */
    public Modify {
      set = List.copyOf(set);
    }
  }

  /**
   * The action may be sealed.
   *
   * @param grantsPersist whether that holds for an action that persists
   */
  record Permit(String id, Expression when, boolean grantsPersist) implements Statement {}

  /** Whether it asks what came before in the session. */
  default boolean readsSession() {
    return when().reads(Scope.SESSION)
        || (this instanceof Modify modify
            && modify.set().stream().anyMatch(each -> each.expression().reads(Scope.SESSION)));
  }

  /** The word in a Policy document. */
  default String effect() {
    return switch (this) {
      case Deny deny -> "deny";
      case Defer defer -> "defer";
      case StepUp stepUp -> "stepUp";
      case Modify modify -> "modify";
      case Permit permit -> "permit";
    };
  }
}

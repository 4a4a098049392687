package io.sallyport.validator.policy;

import io.sallyport.contract.Code;
import io.sallyport.contract.mandate.Modification;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** What the policies say about one action. */
public sealed interface Ruling {
  /** It may be sealed. */
  sealed interface Allow extends Ruling {
    /** The statements that permit it, then those that changed it. */
    List<String> statements();

    /** What was changed. */
    default List<Modification> changes() {
      return List.of();
    }

    /** The same, which names these beside its statements. */
    Allow naming(List<String> more);
  }

  /** It may be sealed: these statements permit it. */
  record Permit(List<String> statements) implements Allow {
    /** Copies the statements. */
    public Permit {
      statements = List.copyOf(statements);
    }

    @Override
    public Permit naming(List<String> more) {
      return new Permit(both(statements, more));
    }
  }

  /**
   * It may be sealed with other values, about which the policies were asked again.
   *
   * @param statements those that permit the final record, then those that changed the proposed one
   * @param record the final record, whose constraints were checked
   * @param changes each changed field
   */
  record Modify(List<String> statements, GenericRecord record, List<Modification> changes)
      implements Allow {
    /** Copies the lists. */
    public Modify {
      statements = List.copyOf(statements);
      changes = List.copyOf(changes);
    }

    @Override
    public Modify naming(List<String> more) {
      return new Modify(both(statements, more), record, changes);
    }
  }

  /**
   * It may be sealed once persons have approved it.
   *
   * @param allowed what they approve
   * @param asked who they are
   */
  record StepUp(Allow allowed, Asked asked) implements Ruling {}

  /**
   * Nothing is said yet: it waits.
   *
   * @param reasons the statements, or quotas, for which it waits
   * @param most how long, before it may not
   */
  record Defer(List<String> reasons, Duration most) implements Ruling {
    /** Copies the reasons. */
    public Defer {
      reasons = List.copyOf(reasons);
    }
  }

  /** It may not, and why: these statements deny it or could not be evaluated. */
  record Deny(Code code, List<String> statements) implements Ruling {
    /** Copies the statements. */
    public Deny {
      statements = List.copyOf(statements);
    }
  }

  private static List<String> both(List<String> statements, List<String> more) {
    return Stream.concat(statements.stream(), more.stream()).toList();
  }
}

package io.sallyport.validator.bind;

import io.sallyport.action.constraint.Violation;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** What came of binding. */
public sealed interface Bound {
  /** A record in which every field has passed its constraints. */
  record Complete(GenericRecord record) implements Bound {}

  /** At least one field could not be filled; all that were found, each with its pointer. */
  record Incomplete(List<Violation> violations) implements Bound {
    /** Copies the violations. */
    public Incomplete {
      violations = List.copyOf(violations);
    }
  }
}

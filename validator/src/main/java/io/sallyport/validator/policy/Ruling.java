package io.sallyport.validator.policy;

import io.sallyport.contract.Code;
import java.util.List;

/** What the policies say about one action. */
public sealed interface Ruling {
  /** It may be sealed: these statements permit it. */
  record Permit(List<String> statements) implements Ruling {
    /** Copies the statements. */
    public Permit {
      statements = List.copyOf(statements);
    }
  }

  /** It may not, and why: these statements deny it or could not be evaluated. */
  record Deny(Code code, List<String> statements) implements Ruling {
    /** Copies the statements. */
    public Deny {
      statements = List.copyOf(statements);
    }
  }
}

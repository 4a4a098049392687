package io.sallyport.validator.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import java.util.List;
import java.util.Optional;

/** What the gate would make of a sample. */
public sealed interface Outcome {
  /**
   * Not let in, or not to be read.
   *
   * @param pointer where in the payload, RFC 6901, or the empty text
   */
  record Refused(Code code, String pointer) implements Outcome {}

  /** No rule is for it. */
  record Ignored() implements Outcome {}

  /** One decision for each rule that fired, or might have, in the order of the rules. */
  record Decided(List<Judged> decisions) implements Outcome {
    /** Copies the decisions. */
    public Decided {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * One decision.
   *
   * @param rule the rule's name
   * @param result how it ends
   * @param code why
   * @param pointer where in the payload or record, if it is about one place
   * @param statements ids of the policy statements that decided
   * @param action the record, where one was bound: what is sealed, else what was proposed
   */
  record Judged(
      String rule,
      DecisionResult result,
      Code code,
      Optional<String> pointer,
      List<String> statements,
      Optional<ObjectNode> action) {
    /** Copies the statements. */
    public Judged {
      statements = List.copyOf(statements);
    }
  }
}

package io.sallyport.validator.bundle;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.validator.session.History;
import io.sallyport.validator.watch.Past;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bundle promises about payloads: a document of kind {@code Test}. The validator reads it
 * strictly and then forgets it; {@code sallyport test} holds the bundle to it.
 *
 * @param name the document's name
 * @param source the source that sends the payloads
 * @param now the wall clock of all cases
 * @param cases at least one
 */
public record GoldenTest(String name, String source, Instant now, List<Case> cases) {
  /** Copies the cases. */
  public GoldenTest {
    cases = List.copyOf(cases);
  }

  /**
   * One payload and all that is expected of it.
   *
   * @param name unique in the document
   * @param payload its file
   * @param contentType its media type, if not the first that the source accepts
   * @param principal who sent it, if not the source as a whole
   * @param history what came before in its session
   * @param sender what its sender did before; without it nothing is unusual
   * @param expected empty if no rule is for it
   */
  public record Case(
      String name,
      Path payload,
      Optional<String> contentType,
      Optional<String> principal,
      History history,
      Optional<Past> sender,
      List<Expected> expected) {
    /** Copies the expectations. */
    public Case {
      expected = List.copyOf(expected);
    }
  }

  /** One thing that is expected. */
  public sealed interface Expected {
    /** The delivery is refused; then nothing else is expected. */
    record Refused(Code code, String pointer) implements Expected {}

    /** The rule fires and its action does not come about. */
    record Unbound(String rule, Code code, String pointer) implements Expected {}

    /**
     * The policies decide about the rule's action.
     *
     * @param rule the rule's name
     * @param result how it ends
     * @param code why, if that is to be compared
     * @param statements ids of the statements that decide, if they are to be compared
     * @param action texts of the action's values by field name or JSON pointer; others may be any
     */
    record Decided(
        String rule,
        DecisionResult result,
        Optional<Code> code,
        Optional<List<String>> statements,
        Map<String, String> action)
        implements Expected {
      /** Copies the collections. */
      public Decided {
        statements = statements.map(List::copyOf);
        action = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(action));
      }
    }
  }
}

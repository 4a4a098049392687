package io.sallyport.cli.tally;

import io.sallyport.contract.receipt.ReceiptBody;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** All that receipts say about one delivery. Owned by the thread that counts. */
final class Fate {
  static final String DECIDED = "DECIDED";

  private final Set<String> rules = new HashSet<>();
  private Optional<String> ending = Optional.empty();
  private int declared;
  private boolean contradicted;

  void ended(ReceiptBody.Ending how) {
    contradicted |= ending.isPresent() || !rules.isEmpty();
    ending = Optional.of(how.name());
  }

  void decided(ReceiptBody.Decision decision) {
    boolean agrees = rules.isEmpty() || declared == decision.decisions();
    declared = decision.decisions();
    boolean first = rules.add(decision.verdict().rule());
    contradicted |= ending.isPresent() || !agrees || !first || rules.size() > declared;
  }

  /** How the delivery ended; empty while decisions are missing. */
  Optional<String> ending() {
    if (ending.isPresent()) {
      return ending;
    }
    return !rules.isEmpty() && rules.size() >= declared ? Optional.of(DECIDED) : Optional.empty();
  }

  /** Whether it ended more than once, or its receipts disagree. */
  boolean isContradicted() {
    return contradicted;
  }
}

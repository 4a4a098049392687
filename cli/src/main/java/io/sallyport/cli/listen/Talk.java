package io.sallyport.cli.listen;

import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.terminal.Console;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells of what is heard, and counts. Keeps what waits, the newest only, to tell whose the decision
 * is that follows. Owned by one thread.
 */
final class Talk {
  static final int MAX_WAITING = 10_000;

  private final Console console;
  private final Chains chains;
  private final Wanted wanted;
  private final Map<String, Decided> waiting = new LinkedHashMap<>();
  private long told;

  /**
   * What is to be told.
   *
   * @param only what must be said, by the names of the JSON form
   * @param count at most that many
   * @param asJson for programs
   */
  record Wanted(Map<String, String> only, long count, boolean asJson) {
    Wanted {
      only = Map.copyOf(only);
    }
  }

  Talk(Console console, Chains chains, Wanted wanted) {
    this.console = console;
    this.chains = chains;
    this.wanted = wanted;
  }

  void begin() {
    if (!wanted.asJson()) {
      console.line(Decided.heading());
    }
  }

  /** Hears one record of the receipts topic. */
  void hear(ReceiptRecord record) {
    switch (chains.accept(record, Instant.now())) {
      case Chains.Heard.Said said ->
          decided(said.receipt()).filter(this::isWanted).ifPresent(this::tell);
      case Chains.Heard.Unproven unproven ->
          console.problem(
              "chain %s is no proof from its receipt %d on: %s"
                  .formatted(unproven.at().chain(), unproven.at().seq(), unproven.at().reason()),
              "Nothing more of it is shown; 'sallyport tally' reads it from its beginning.");
      case Chains.Heard.Nothing nothing -> {}
    }
  }

  private boolean isWanted(Decided decided) {
    return !isDone()
        && wanted.only().entrySet().stream()
            .allMatch(each -> decided.says(each.getKey(), each.getValue()));
  }

  private Optional<Decided> decided(Receipt receipt) {
    Optional<Decided> decided =
        switch (receipt.body()) {
          case ReceiptBody.Ruled ruled ->
              Optional.of(Decided.from(receipt, ruled, before(ruled.ruling().referral())));
          case ReceiptBody.HoldEnded ended ->
              Optional.of(Decided.from(receipt, ended, before(ended.ending().decision())));
          default -> Decided.from(receipt);
        };
    decided.ifPresent(this::keep);
    return decided;
  }

  private Optional<Decided> before(String receipt) {
    return Optional.ofNullable(waiting.remove(receipt));
  }

  private void keep(Decided decided) {
    decided.pending().ifPresent(receipt -> waiting.put(receipt, decided));
    if (waiting.size() > MAX_WAITING) {
      waiting.remove(waiting.keySet().iterator().next());
    }
  }

  private void tell(Decided decided) {
    told++;
    if (wanted.asJson()) {
      console.json(decided.json());
    } else {
      console.line(decided.line(), decided.tone());
    }
  }

  /** Whether as many were told as were wanted. */
  boolean isDone() {
    return told >= wanted.count();
  }
}

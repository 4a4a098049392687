package io.sallyport.cli.listen;

import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.terminal.Console;
import java.time.Instant;
import java.util.Optional;

/** Tells of what is heard, and counts. Keeps nothing. Owned by one thread. */
final class Talk {
  private final Console console;
  private final Chains chains;
  private final Wanted wanted;
  private long told;

  /**
   * What is to be told.
   *
   * @param source only of this source
   * @param count at most that many
   * @param asJson for programs
   */
  record Wanted(Optional<String> source, long count, boolean asJson) {}

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
          Decided.from(said.receipt()).filter(this::isWanted).ifPresent(this::tell);
      case Chains.Heard.Unproven unproven ->
          console.problem(
              "chain %s is no proof from its receipt %d on: %s"
                  .formatted(unproven.at().chain(), unproven.at().seq(), unproven.at().reason()),
              "Nothing more of it is shown; 'sallyport tally' reads it from its beginning.");
      case Chains.Heard.Nothing nothing -> {}
    }
  }

  private boolean isWanted(Decided decided) {
    return !isDone() && wanted.source().map(decided::isOf).orElse(true);
  }

  private void tell(Decided decided) {
    told++;
    if (wanted.asJson()) {
      console.json(decided.json());
    } else {
      console.line(decided.line());
    }
  }

  /** Whether as many were told as were wanted. */
  boolean isDone() {
    return told >= wanted.count();
  }
}

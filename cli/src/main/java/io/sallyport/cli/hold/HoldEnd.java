package io.sallyport.cli.hold;

import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.HoldEnding;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for the receipt that says how a hold ended, from now on. Owned by one thread. */
public final class HoldEnd implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PROGRESS = Duration.ofSeconds(5);

  private final CommittedRecords records;
  private final Chains chains;

  /** How a hold ended, and the receipt that says so. */
  public record Ended(String receipt, HoldEnding ending) {}

  private HoldEnd(CommittedRecords records, Chains chains) {
    this.records = records;
    this.chains = chains;
  }

  /** Begins to watch the validator's receipts. */
  public static HoldEnd watch(Profile profile) {
    Chains chains =
        Chains.fromNowOn(ReceiptKeys.validator(profile.receiptKeys(), profile.topics()));
    CommittedRecords records =
        CommittedRecords.open(
            profile.clientProperties(), List.of(profile.topics().validatorReceipts()));
    records.seekToEnd();
    return new HoldEnd(records, chains);
  }

  /** What became of it; empty when nothing is said until then. */
  public Optional<Ended> await(ActionId action, Duration patience, Consumer<Duration> progress) {
    Instant start = Instant.now();
    Instant told = start;
    while (Instant.now().isBefore(start.plus(patience))) {
      for (var record : records.poll(POLL)) {
        Optional<Ended> ended =
            said(chains.accept(ReceiptRecord.from(record), Instant.now()), action);
        if (ended.isPresent()) {
          return ended;
        }
      }
      if (Instant.now().isAfter(told.plus(PROGRESS))) {
        told = Instant.now();
        progress.accept(Duration.between(start, told));
      }
    }
    return Optional.empty();
  }

  private static Optional<Ended> said(Chains.Heard heard, ActionId action) {
    return heard instanceof Chains.Heard.Said(Receipt receipt)
            && receipt.body() instanceof ReceiptBody.HoldEnded(var ended, var ending)
            && ended.id().equals(action)
        ? Optional.of(new Ended(receipt.id(), ending))
        : Optional.empty();
  }

  @Override
  public void close() {
    records.close();
  }
}

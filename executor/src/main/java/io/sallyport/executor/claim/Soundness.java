package io.sallyport.executor.claim;

import io.sallyport.executor.claim.Positions.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Whether what was found can be what a former owner left behind. Pure but for the clock. */
record Soundness(Cell cell, int partition) {
  /** No mandate is accepted for longer than seven days; a day more for clocks. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(8);

  /** Whether it was there when the executor started; throws {@link UnsoundLedger}. */
  void checkKnown() {
    require(
        partition < cell.partitions(),
        "the topics had "
            + cell.partitions()
            + " partitions when this executor started; partition counts are fixed for life: make a"
            + " new cell");
  }

  /** The former owner's bookmark, if there was one; throws {@link UnsoundLedger}. */
  Optional<Bookmark> check(Found found) {
    if (found.committed().isEmpty()) {
      return Optional.empty();
    }
    OffsetAndMetadata committed = found.committed().get();
    Bookmark bookmark =
        Bookmark.parse(cell.chain(partition), committed.metadata())
            .orElseThrow(() ->
                new UnsoundLedger(
                    partition,
                    "the committed offset was not committed by an executor; never reset the"
                        + " offsets of this group"));
    require(
        bookmark.partitions() == cell.partitions(),
        "the topics have "
            + cell.partitions()
            + " partitions and had "
            + bookmark.partitions()
            + "; partition counts are fixed for life");
    require(
        bookmark.bundle().number() <= cell.bundle().number(),
        "version %d of the bundle was in use here, %d is older: deploy the newer one"
            .formatted(bookmark.bundle().number(), cell.bundle().number()));
    require(
        committed.offset() <= found.trusted().end(),
        "the committed offset lies behind the end of the trusted topic, which was emptied or made"
            + " anew");
    checkLedger(bookmark, found);
    return Optional.of(bookmark);
  }

  /**
   * Whether a partition without a committed offset can be begun, or rebuilt from its ledger; throws
   * {@link UnsoundLedger}. The first turn of all writes a receipt, so ledger and receipts are there
   * together or not at all. A ledger that was never cut knows all that ended; of a ledger that was,
   * what is missing must be older than any record and any mandate that still counts.
   *
   * @param receipts whether there is any receipt
   */
  void checkWithoutOffset(Found found, boolean receipts) {
    if (found.trusted().isEmpty()) {
      return;
    }
    require(
        (found.ledger().end() > 0) == receipts,
        "the group has no committed offset, and of ledger and receipts one was emptied or made"
            + " anew, so what was performed cannot be told");
    require(
        found.ledger().begin() == 0 || reachesBack(found),
        "the group has no committed offset, and the ledger does not reach back far enough to tell"
            + " what was performed");
  }

  private boolean reachesBack(Found found) {
    Instant now = cell.clients().clock().instant();
    Instant oldest = found.ledger().oldest().orElse(Instant.MAX);
    return !oldest.isAfter(now.minus(LONGEST_LIFE))
        && !oldest.isAfter(found.trusted().oldest().orElse(Instant.MIN));
  }

  /**
   * Whether an entry of the ledger can be about a record of this trusted topic; throws {@link
   * UnsoundLedger}. Kafka forgets a group's offsets when their topic is deleted, and the offsets of
   * a topic that was made anew begin at 0 again.
   *
   * @param offset of the trusted record
   * @param at when the broker took the entry in
   */
  void checkEntry(Found found, long offset, Instant at) {
    boolean told =
        offset < found.trusted().end()
            && (offset < found.trusted().begin()
                || !at.isBefore(found.trusted().oldest().orElse(Instant.MAX)));
    require(
        told,
        "the group has no committed offset, and the ledger is about other records than the trusted"
            + " topic's, which was emptied or made anew");
  }

  private void checkLedger(Bookmark bookmark, Found found) {
    require(
        found.ledger().end() >= bookmark.end(),
        "there is a committed offset, but the ledger ends before the last claim that was committed"
            + " with it; it was emptied or made anew");
    Instant kept = bookmark.at().plus(cell.ground().ledgerRetention());
    boolean aged = cell.clients().clock().instant().isAfter(kept);
    require(
        found.ledger().begin() <= bookmark.low() || aged,
        "there is a committed offset, but records of the ledger that are still needed were deleted"
            + " before their time");
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new UnsoundLedger(partition, problem);
    }
  }
}

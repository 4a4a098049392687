package io.sallyport.executor.claim;

import io.sallyport.executor.claim.Positions.Found;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Whether what was found can be what a former owner left behind. Pure but for the clock. */
record Soundness(Cell cell, int partition) {
  /** The former owner's bookmark, if there was one; throws {@link UnsoundLedger}. */
  Optional<Bookmark> check(Found found) {
    if (found.committed().isEmpty()) {
      require(
          found.ledger().end() == 0,
          "the ledger has records, but the group has no committed offset; offsets were lost or"
              + " deleted, so what was performed cannot be told from what was not");
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
        committed.offset() <= found.trusted().end(),
        "the committed offset lies behind the end of the trusted topic, which was emptied or made"
            + " anew");
    checkLedger(bookmark, found);
    return Optional.of(bookmark);
  }

  private void checkLedger(Bookmark bookmark, Found found) {
    require(
        found.ledger().end() >= bookmark.end(),
        "there is a committed offset, but the ledger ends before the last claim that was committed"
            + " with it; it was emptied or made anew");
    Instant kept = bookmark.at().plus(cell.ledgerRetention());
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

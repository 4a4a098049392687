package io.sallyport.executor.claim;

import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.ledger.LedgerRecord.Resolution;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.claim.Positions.Found;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.claim.TurnWriter.Written;
import io.sallyport.executor.ledger.PartitionLedger;
import io.sallyport.executor.ledger.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a partition over: fences the former owner, reads what it left, and tells where to go on.
 * Used once, by one thread; blocks.
 */
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Cell cell;
  private final int partition;
  private final Positions positions;
  private final Soundness soundness;
  private final Runnable moved;
  private Instant appended = Stamps.NEVER;

  /**
   * A partition that was taken over.
   *
   * @param writer fenced, writes the turns from now on
   * @param ledger replayed, not begun
   * @param offset of the trusted record to go on with
   * @param place where ledger and chain stand
   * @param appended when the broker appended the last record that the ledger was replayed from; far
   *     in the future if there is none, or the broker did not say
   */
  public record Recovered(
      TurnWriter writer, PartitionLedger ledger, long offset, Place place, Instant appended) {}

  /** A recovery of {@code partition}; {@code moved} is told of each record that it replayed. */
  public Recovery(Cell cell, int partition, Positions positions, Runnable moved) {
    this.cell = cell;
    this.partition = partition;
    this.positions = positions;
    this.soundness = new Soundness(cell, partition);
    this.moved = moved;
  }

  /**
   * Takes the partition over; throws {@link UnsoundLedger} when no one may, and a Kafka exception
   * when it may be tried again.
   */
  public Recovered run(ConsumerGroupMetadata group) {
    soundness.checkKnown();
    TurnWriter writer = TurnWriter.fence(cell, partition);
    boolean done = false;
    try {
      Recovered recovered = read(writer, group);
      done = true;
      return recovered;
    } finally {
      if (!done) {
        writer.close();
      }
    }
  }

  /** Only now: while the former owner could still commit, nothing that is read would be final. */
  private Recovered read(TurnWriter writer, ConsumerGroupMetadata group) {
    Found found = positions.find(cell, partition);
    Optional<Bookmark> bookmark = soundness.check(found);
    ChainHead head = bookmark.map(Bookmark::head).orElseGet(() -> headWithoutOffset(found));
    long committed = found.committedOffset().orElse(0L);
    long offset = Math.max(committed, found.trusted().begin());
    if (bookmark.isPresent() && committed < offset) {
      LOG.warn("partition {}: offsets {} to {} were deleted unread", partition, committed, offset);
    }
    long low = Math.max(bookmark.map(Bookmark::low).orElse(0L), found.ledger().begin());
    PartitionLedger ledger = new PartitionLedger(cell.limits(), committed);
    ledger.passed(offset);
    long resolved = replay(found, low, bookmark, ledger);
    Place place = new Place(found.ledger().end(), head, resolved);
    List<ReceiptBody> opening = opening(bookmark, head);
    if (!opening.isEmpty()) {
      place = open(writer, new Turn(List.of(), committed, low), opening, place, group);
    }
    return new Recovered(writer, ledger, offset, place, appended);
  }

  /** Takes in what the ledger says from {@code low} on; where its last resolution lies. */
  private long replay(Found found, long low, Optional<Bookmark> bookmark, PartitionLedger ledger) {
    AtomicLong resolved = new AtomicLong(bookmark.map(Bookmark::resolved).orElse(Resolution.NONE));
    Stretch entries = new Stretch(cell, cell.ledger(partition), found.ledger().end());
    entries.read(
        low,
        record -> {
          LedgerRecord entry = entry(found, record);
          appended = Stamps.of(record);
          ledger.replay(record.offset(), entry, cell.clients().clock().instant());
          moved.run();
          if (entry instanceof Resolution) {
            resolved.set(record.offset());
          }
        });
    if (resolved.get() != Resolution.NONE) {
      remember(found, entries, resolved.get(), ledger);
    }
    return resolved.get();
  }

  /** Resolutions matter for longer than the rest; each names the one before it. */
  private void remember(Found found, Stretch entries, long last, PartitionLedger ledger) {
    AtomicLong next = new AtomicLong(last);
    entries.follow(
        last,
        record -> {
          if (entry(found, record) instanceof Resolution resolution) {
            ledger.replay(record.offset(), resolution, cell.clients().clock().instant());
            moved.run();
            next.set(resolution.previous());
            return resolution.previous();
          }
          return Resolution.NONE;
        });
    if (next.get() >= found.ledger().begin()) {
      throw new UnsoundLedger(partition, "ledger offset " + next.get() + " is no resolution");
    }
  }

  private LedgerRecord entry(Found found, ConsumerRecord<byte[], byte[]> record) {
    LedgerRecord entry =
        Optional.ofNullable(record.value())
            .flatMap(LedgerCodec::parse)
            .orElseThrow(() ->
                new UnsoundLedger(
                    partition, "ledger offset " + record.offset() + " is no ledger record"));
    if (found.committed().isEmpty()) {
      soundness.checkEntry(found, entry.offset(), Instant.ofEpochMilli(record.timestamp()));
    }
    return entry;
  }

  /** The chain goes on where its last receipt stands, if there is one. */
  private ChainHead headWithoutOffset(Found found) {
    String chain = cell.chain(partition);
    Optional<String> last =
        new Stretch(cell, cell.receipts(partition), found.receipts().end())
            .last(found.receipts().begin())
            .map(record -> new String(record.value(), StandardCharsets.US_ASCII));
    soundness.checkWithoutOffset(found, last.isPresent());
    if (last.isEmpty()) {
      return ChainHead.start(chain);
    }
    LOG.warn("partition {}: there is no committed offset; rebuilt from the ledger", partition);
    return cell.receipts()
        .headAfter(chain, last.get(), cell.clients().clock().instant())
        .orElseThrow(() ->
            new UnsoundLedger(
                partition,
                "the group has no committed offset, and the last receipt is not signed with this"
                    + " executor's key; name the one before in keys.otherReceipts"));
  }

  private List<ReceiptBody> opening(Optional<Bookmark> bookmark, ChainHead head) {
    List<ReceiptBody> opening = new ArrayList<>();
    if (head.isStart()) {
      String writer = cell.names().executorTransaction(cell.name(), partition);
      opening.add(new ReceiptBody.ChainOpened(writer, cell.receipts().keyId(), Optional.empty()));
    }
    if (bookmark.map(mark -> !mark.bundle().equals(cell.bundle())).orElse(true)) {
      opening.add(new ReceiptBody.Reload(cell.bundle()));
    }
    return opening;
  }

  private static Place open(
      TurnWriter writer,
      Turn turn,
      List<ReceiptBody> opening,
      Place place,
      ConsumerGroupMetadata group) {
    return switch (writer.write(turn, opening, place, group)) {
      case Written.Committed(Place after, var _) -> after;
      case Written.Refused _ -> throw new TimeoutException("the group has moved on");
      case Written.Spoiled _ -> throw new IllegalStateException("an opening turn carries nothing");
      case Written.Lost(String reason) -> throw new TimeoutException("not committed: " + reason);
    };
  }
}

package io.sallyport.executor.claim;

import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.claim.TurnWriter.Place;
import io.sallyport.executor.claim.TurnWriter.Written;
import io.sallyport.executor.ledger.PartitionLedger;
import io.sallyport.executor.ledger.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Takes a partition over: fences the former owner, reads what it left, and tells where to go on.
 * Used once, by one thread; blocks.
 */
public final class Recovery {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Cell cell;
  private final int partition;
  private final Positions positions;

  /**
   * A partition that was taken over.
   *
   * @param writer fenced, writes the turns from now on
   * @param ledger replayed, not begun
   * @param offset of the trusted record to go on with
   * @param place where ledger and chain stand
   */
  public record Recovered(TurnWriter writer, PartitionLedger ledger, long offset, Place place) {}

  /** A recovery of {@code partition}. */
  public Recovery(Cell cell, int partition, Positions positions) {
    this.cell = cell;
    this.partition = partition;
    this.positions = positions;
  }

  /**
   * Takes the partition over; throws {@link UnsoundLedger} when no one may, and a Kafka exception
   * when it may be tried again.
   */
  public Recovered run(ConsumerGroupMetadata group) {
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
    Positions.Found found = positions.find(cell, partition);
    Optional<Bookmark> bookmark = new Soundness(cell, partition).check(found);
    long offset = Math.max(found.committedOffset().orElse(0L), found.trusted().begin());
    long low = Math.max(bookmark.map(Bookmark::low).orElse(0L), found.ledger().begin());
    PartitionLedger ledger = new PartitionLedger(cell.limits(), offset);
    replay(ledger, low, found.ledger().end());
    ChainHead head = bookmark.map(Bookmark::head).orElse(ChainHead.start(cell.chain(partition)));
    Place place = new Place(found.ledger().end(), head);
    List<ReceiptBody> opening = opening(bookmark);
    if (!opening.isEmpty()) {
      place = open(writer, new Turn(List.of(), offset, low), opening, place, group);
    }
    return new Recovered(writer, ledger, offset, place);
  }

  private List<ReceiptBody> opening(Optional<Bookmark> bookmark) {
    List<ReceiptBody> opening = new ArrayList<>();
    if (bookmark.isEmpty()) {
      String writer = cell.names().executorTransaction(cell.name(), partition);
      opening.add(new ReceiptBody.ChainOpened(writer, cell.receipts().keyId(), Optional.empty()));
    }
    if (bookmark.map(mark -> !mark.bundle().equals(cell.bundle())).orElse(true)) {
      opening.add(new ReceiptBody.Reload(cell.bundle(), false));
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
      case Written.Committed(long end, ChainHead head) -> new Place(end, head);
      case Written.Refused _ -> throw new TimeoutException("the group has moved on");
      case Written.Lost(String reason) -> throw new TimeoutException("not committed: " + reason);
    };
  }

  /**
   * Reads to the end that a read_uncommitted client sees: the read_committed end would hide an open
   * claim, and after the fence everything below the other one is decided.
   */
  private void replay(PartitionLedger ledger, long low, long end) {
    TopicPartition source = cell.ledger(partition);
    Instant deadline = Instant.now().plus(PATIENCE);
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            ClientSettings.reader(cell.clients().properties()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      reader.assign(List.of(source));
      reader.seek(source, low);
      while (reader.position(source) < end) {
        reader.poll(POLL).records(source).forEach(record -> replay(ledger, record));
        if (Instant.now().isAfter(deadline)) {
          throw new TimeoutException("the ledger could not be read to its end");
        }
      }
    }
  }

  private void replay(PartitionLedger ledger, ConsumerRecord<byte[], byte[]> record) {
    Optional<LedgerRecord> parsed =
        record.value() == null ? Optional.empty() : LedgerCodec.parse(record.value());
    ledger.replay(
        record.offset(),
        parsed.orElseThrow(() ->
            new UnsoundLedger(
                partition, "ledger offset " + record.offset() + " is no ledger record")));
  }
}

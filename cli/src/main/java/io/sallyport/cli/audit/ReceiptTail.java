package io.sallyport.cli.audit;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.CommittedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads receipts topics from their beginning, each time to the end that a read_uncommitted client
 * sees. Owned by one thread.
 */
public final class ReceiptTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final CommittedRecords records;
  private final Offsets offsets;
  private final Duration patience;

  private ReceiptTail(CommittedRecords records, Offsets offsets, Duration patience) {
    this.records = records;
    this.offsets = offsets;
    this.patience = patience;
  }

  /** A tail of {@code topics}; one read may take as long as {@code patience}. */
  public static ReceiptTail open(
      Map<String, Object> client, Collection<String> topics, Offsets offsets, Duration patience) {
    CommittedRecords records = CommittedRecords.open(client, topics);
    records.seekToBeginning();
    return new ReceiptTail(records, offsets, patience);
  }

  /** What came since the last read. */
  public List<ReceiptRecord> readToEnd() {
    Map<TopicPartition, Long> ends = offsets.ends(records.partitions());
    Instant deadline = Instant.now().plus(patience);
    List<ReceiptRecord> read = new ArrayList<>();
    while (records.isBefore(ends)) {
      if (Instant.now().isAfter(deadline)) {
        throw new CannotRun(
            "a receipts topic has not come to its end in " + patience.toSeconds() + " s.",
            "A transaction is open that long only if its writer died; try again in a minute.");
      }
      records.poll(POLL).forEach(record -> read.add(ReceiptRecord.from(record)));
    }
    return List.copyOf(read);
  }

  @Override
  public void close() {
    records.close();
  }
}

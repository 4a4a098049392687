package io.sallyport.cli.audit;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.CommittedRecords;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads receipts topics from their beginning, each time to the end that a read_uncommitted client
 * sees. Owned by one thread.
 */
public final class ReceiptTail implements AutoCloseable {
  private final CommittedRecords records;
  private final Offsets offsets;
  private final Duration patience;

  /**
   * Whoever takes receipts.
   *
   * @param <E> how that may fail
   */
  public interface Taker<E extends Exception> {
    /** Takes one, in the order of its partition. */
    void take(ReceiptRecord record) throws E;
  }

  private ReceiptTail(CommittedRecords records, Offsets offsets, Duration patience) {
    this.records = records;
    this.offsets = offsets;
    this.patience = patience;
  }

  /** A tail of {@code topics}; one read waits for the next record as long as {@code patience}. */
  public static ReceiptTail open(
      Map<String, Object> client, Collection<String> topics, Offsets offsets, Duration patience) {
    CommittedRecords records = CommittedRecords.open(client, topics);
    records.seekToBeginning();
    return new ReceiptTail(records, offsets, patience);
  }

  /** Gives what came since the last read, as it is read: none of it is kept here. */
  public <E extends Exception> void readToEnd(Taker<E> taker) throws E {
    Map<TopicPartition, Long> ends = offsets.ends(records.partitions());
    if (records.isBehind(ends)) {
      throw new CannotRun(
          "a receipts topic is shorter than what was read of it.",
          "Receipts were lost or taken away: this is an incident, see the broker's log.");
    }
    boolean isRead =
        records.readTo(ends, patience, record -> taker.take(ReceiptRecord.from(record)));
    if (!isRead) {
      throw new CannotRun(
          "a receipts topic brought nothing for "
              + patience.toSeconds()
              + " s and has not come to its end.",
          "A transaction is open that long only if its writer died; try again in a minute.");
    }
  }

  /** Whether the partition is one of those that are read. */
  boolean reads(TopicPartition partition) {
    return records.partitions().contains(partition);
  }

  /** Whether the first receipts of a partition were deleted. */
  public boolean isCut(TopicPartition partition) {
    return records.isCut(partition);
  }

  @Override
  public void close() {
    records.close();
  }
}

package io.sallyport.executor.claim;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Asks the broker where topics begin and end, and what was committed. Any thread; blocks. */
public final class Positions {
  private static final int SECONDS = 20;

  private final Admin admin;

  /** Positions as {@code admin} sees them. */
  public Positions(Admin admin) {
    this.admin = admin;
  }

  /**
   * The stretch of a partition that is there.
   *
   * @param begin its first offset
   * @param end the next one, uncommitted records included
   * @param oldest when the broker took its first record in
   */
  record Extent(long begin, long end, Optional<Instant> oldest) {
    boolean isEmpty() {
      return begin == end;
    }
  }

  /**
   * What there is of one partition.
   *
   * @param committed what the group committed
   * @param trusted the trusted partition
   * @param ledger the ledger partition
   * @param receipts the partition with its chain of receipts
   */
  record Found(
      Optional<OffsetAndMetadata> committed, Extent trusted, Extent ledger, Extent receipts) {
    Optional<Long> committedOffset() {
      return committed.map(OffsetAndMetadata::offset);
    }
  }

  Found find(Cell cell, int partition) {
    TopicPartition trusted = cell.trusted(partition);
    String group = cell.names().executorGroup(cell.name());
    return new Found(
        committed(group, trusted),
        extent(trusted),
        extent(cell.ledger(partition)),
        extent(cell.receipts(partition)));
  }

  private Optional<OffsetAndMetadata> committed(String group, TopicPartition partition) {
    var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
    var options = new ListConsumerGroupOffsetsOptions().requireStable(true);
    Map<TopicPartition, OffsetAndMetadata> offsets =
        get(
            admin
                .listConsumerGroupOffsets(Map.of(group, spec), options)
                .partitionsToOffsetAndMetadata());
    return Optional.ofNullable(offsets.get(partition));
  }

  private Extent extent(TopicPartition partition) {
    long oldest = ask(partition, OffsetSpec.forTimestamp(0)).timestamp();
    return new Extent(
        ask(partition, OffsetSpec.earliest()).offset(),
        ask(partition, OffsetSpec.latest()).offset(),
        oldest < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest)));
  }

  private ListOffsetsResultInfo ask(TopicPartition partition, OffsetSpec spec) {
    var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    return get(admin.listOffsets(Map.of(partition, spec), options).partitionResult(partition));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("the broker did not answer", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}

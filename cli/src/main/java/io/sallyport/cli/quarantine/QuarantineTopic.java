package io.sallyport.cli.quarantine;

import io.sallyport.cli.data.ClusterOptions;
import io.sallyport.cli.topic.CommittedRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the quarantine topic, one record after the other; keeps none. Owned by one thread. */
public final class QuarantineTopic implements AutoCloseable {
  /** Who may read it, and receipts, and nothing else. */
  public static final String READER = "inspector";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CommittedRecords records;
  private final Duration patience;

  QuarantineTopic(CommittedRecords records, Duration patience) {
    this.records = records;
    this.patience = patience;
  }

  /** What is told of each record. */
  public interface Reader {
    /** One record, in the order of its partition. */
    void read(Quarantined record);
  }

  /** Opens {@code topic} with that principal's rights. */
  public static QuarantineTopic open(Map<String, Object> client, String topic) {
    return new QuarantineTopic(CommittedRecords.open(client, List.of(topic)), PATIENCE);
  }

  /** Opens an installation's as its inspector. */
  public static QuarantineTopic open(ClusterOptions cluster) {
    return open(cluster.client(READER), cluster.topics().quarantine());
  }

  /** Reads all from the first record to the one that is the last now. */
  public void readAll(Reader reader) {
    records.seekToBeginning();
    records.readToEnd(patience, record -> reader.read(Quarantined.from(record)));
  }

  /** Goes to the end, so that {@link #follow} gives what comes from now on. */
  public void seekToEnd() {
    records.seekToEnd();
  }

  /** Gives what has come, or waits a moment for it. */
  public void follow(Duration wait, Reader reader) {
    for (ConsumerRecord<byte[], byte[]> record : records.poll(wait)) {
      reader.read(Quarantined.from(record));
    }
  }

  @Override
  public void close() {
    records.close();
  }
}

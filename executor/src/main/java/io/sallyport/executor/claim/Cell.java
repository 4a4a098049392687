package io.sallyport.executor.claim;

import io.sallyport.contract.Topics;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.receipt.ReceiptWriter;
import io.sallyport.executor.ledger.LedgerLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What all partitions of a cell share.
 *
 * @param names the installation's topics
 * @param name the cell
 * @param partitions how many partitions its topics have
 * @param ledgerRetention for how long the ledger keeps a record
 * @param limits of each partition's ledger
 * @param bundle the bundle in use
 * @param receipts signs them
 * @param clients how to reach Kafka, and what time it is
 */
public record Cell(
    Topics names,
    String name,
    int partitions,
    Duration ledgerRetention,
    LedgerLimits limits,
    BundleVersion bundle,
    ReceiptWriter receipts,
    Clients clients) {

  /**
   * How to reach Kafka, and what time it is.
   *
   * @param properties of the connection, the same for all clients
   * @param clock the wall clock
   */
  public record Clients(Map<String, Object> properties, Clock clock) {
    /** Copies the properties. */
    public Clients {
      properties = Map.copyOf(properties);
    }
  }

  TopicPartition trusted(int partition) {
    return new TopicPartition(names.trusted(name), partition);
  }

  TopicPartition ledger(int partition) {
    return new TopicPartition(names.ledger(name), partition);
  }

  TopicPartition receipts(int partition) {
    return new TopicPartition(names.receipts(name), partition);
  }

  /** The id of the chain of receipts of one partition. */
  String chain(int partition) {
    return name + "-" + partition;
  }
}

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
 * @param ground what the broker says about its topics
 * @param limits of each partition's ledger
 * @param bundle the bundle in use
 * @param receipts signs them
 * @param witness how often the newest receipt of each chain is told to whoever witnesses it
 * @param clients how to reach Kafka, and what time it is
 */
public record Cell(
    Topics names,
    String name,
    Ground ground,
    LedgerLimits limits,
    BundleVersion bundle,
    ReceiptWriter receipts,
    Duration witness,
    Clients clients) {

  /**
   * What the broker says about the cell's topics.
   *
   * @param partitions how many its trusted topic, ledger and receipts have
   * @param outcomes how many its topic of outcomes has
   * @param ledgerRetention for how long the ledger keeps a record
   */
  public record Ground(int partitions, int outcomes, Duration ledgerRetention) {}

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

  /** How many partitions its topics of that one count have. */
  public int partitions() {
    return ground.partitions();
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

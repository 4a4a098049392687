package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Installation;
import io.sallyport.bench.site.Committed;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The sizes of what the executor writes about one action, in bytes, from a run of it.
 *
 * @param key of a ledger record
 * @param claim the value of the claim
 * @param outcome the value of the outcome
 * @param receipt the compact form of the receipt
 */
record Shape(int key, int claim, int outcome, int receipt) {

  /** Of the last records that the executor wrote. */
  static Shape of(Installation installation) {
    String ledger = Installation.TOPICS.ledger(Installation.CELL);
    var claim = last(installation, ledger, value -> parsed(value) instanceof LedgerRecord.Claim);
    var outcome =
        last(installation, ledger, value -> parsed(value) instanceof LedgerRecord.Outcome);
    var receipt =
        last(installation, Installation.TOPICS.receipts(Installation.CELL), value -> true);
    return new Shape(
        claim.key().length, claim.value().length, outcome.value().length, receipt.value().length);
  }

  private static LedgerRecord parsed(byte[] value) {
    return LedgerCodec.parse(value).orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> last(
      Installation installation, String topic, Predicate<byte[]> kind) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    Committed.read(
        installation.client("admin"),
        topic,
        record -> {
          if (kind.test(record.value())) {
            found.add(record);
          }
        });
    return found.getLast();
  }

  /** As it is told to the other process. */
  void write(Map<Object, Object> properties) {
    properties.put("shape.key", Integer.toString(key));
    properties.put("shape.claim", Integer.toString(claim));
    properties.put("shape.outcome", Integer.toString(outcome));
    properties.put("shape.receipt", Integer.toString(receipt));
  }

  static Shape read(Properties properties) {
    return new Shape(
        number(properties, "shape.key"),
        number(properties, "shape.claim"),
        number(properties, "shape.outcome"),
        number(properties, "shape.receipt"));
  }

  private static int number(Properties properties, String name) {
    return Integer.parseInt(properties.getProperty(name));
  }
}

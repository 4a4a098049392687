package io.sallyport.bench.throughput;

import io.sallyport.bench.site.Committed;
import io.sallyport.bench.site.Site;
import io.sallyport.contract.Headers;
import io.sallyport.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The sizes of what the gate writes about one permitted push, in bytes, from a run of the gate.
 *
 * @param key of the trusted record
 * @param value of the trusted record
 * @param mandate the compact form in the trusted record's header
 * @param receipt the compact form of the decision's receipt
 */
record Shape(int key, int value, int mandate, int receipt) {

  /** Of the last records that the gate of {@code site} wrote. */
  static Shape of(Site site) {
    Topics topics = Site.TOPICS;
    ConsumerRecord<byte[], byte[]> trusted = last(site, topics.trusted(Site.CELL));
    ConsumerRecord<byte[], byte[]> receipt = last(site, topics.validatorReceipts());
    return new Shape(
        trusted.key().length,
        trusted.value().length,
        trusted.headers().lastHeader(Headers.MANDATE).value().length,
        receipt.value().length);
  }

  private static ConsumerRecord<byte[], byte[]> last(Site site, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Committed.read(site.client("admin"), topic, records::add);
    return records.getLast();
  }

  /** As it is told to the other process. */
  void write(Map<Object, Object> properties) {
    properties.put("shape.key", Integer.toString(key));
    properties.put("shape.value", Integer.toString(value));
    properties.put("shape.mandate", Integer.toString(mandate));
    properties.put("shape.receipt", Integer.toString(receipt));
  }

  static Shape read(Properties properties) {
    return new Shape(
        number(properties, "shape.key"),
        number(properties, "shape.value"),
        number(properties, "shape.mandate"),
        number(properties, "shape.receipt"));
  }

  private static int number(Properties properties, String name) {
    return Integer.parseInt(properties.getProperty(name));
  }
}

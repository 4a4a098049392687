package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Actions that become records on another's topic, beside the demo's requests. */
final class Orders {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "Order", "namespace": "com.example.orders", "doc": "An order.",
       "effect": "write", "cell": "deployments", "orderBy": "lane", "idempotent": false,
       "maxTtl": "15m", "classification": "confidential", "minAssurance": "shared", "fields": [
        {"name": "lane", "type": {"type": "string", "maxLength": 10, "pattern": "lane-[0-9]"}},
        {"name": "article",
         "type": {"type": "string", "maxLength": 5000, "pattern": "(?s).*"}},
        {"name": "secret",
         "type": {"type": "string", "maxLength": 20, "pattern": "[a-z]*"}}]}
      """;
  private static final ActionType TYPE = Seal.type(SCHEMA);

  private final Cluster cluster;
  private final Cluster.Installation installation;
  private final String topic;
  private final Set<ActionId> sent = new LinkedHashSet<>();

  /** Orders for a topic of that installation's neighbour. */
  Orders(Cluster cluster, Cluster.Installation installation) {
    this.cluster = cluster;
    this.installation = installation;
    this.topic = "shop." + installation.topics().prefix() + ".orders";
  }

  String topic() {
    return topic;
  }

  /** Lets a home's bundle perform them too. */
  void writeBundle(Path bundle) throws IOException {
    Files.writeString(bundle.resolve("actions/Order.avsc"), SCHEMA);
    Files.writeString(bundle.resolve("handler-order.yaml"), handler());
  }

  private String handler() {
    return """
    apiVersion: sallyport/v1
    kind: Handler
    metadata: {name: order}
    spec:
      action: com.example.orders.Order
      fingerprint: %s
      kafka:
        topic: %s
        key: '{lane}'
        value: {json: [lane, article]}
        headers: {kind: order, about: 'shop/{article}'}
        maxRecord: 2KiB
    """
        .formatted(TYPE.fingerprint().text(), topic);
  }

  /**
   * Sends an order to the executor, every other one as one that was decided with memory; on
   * partition 0 the demo's actions for staging are, too.
   */
  ActionId send(int lane, String article) {
    return send(lane, article, Instant.now());
  }

  /** The same, issued then; it expires ten minutes later. */
  ActionId send(int lane, String article, Instant issued) {
    GenericRecord fields = new GenericData.Record(TYPE.schema());
    fields.put("lane", "lane-" + lane);
    fields.put("article", article);
    fields.put("secret", "undeclared");
    byte[] key = Digest.sha256(Bytes.utf8("lane-" + lane).toArray());
    Seal.Place place = new Seal.Place(lane % Cluster.PARTITIONS, key, Seal.value(TYPE, fields));
    Seal seal = installation.seal();
    seal.remember(sent.size() % 2 == 0);
    Mandate mandate = seal.mandate(TYPE, "order-" + sent.size(), place, issued);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            installation.topics().trusted(Seal.CELL), place.partition(), key, place.value());
    record.headers().add("mandate", Bytes.utf8(seal.sign(mandate)).toArray());
    cluster.produce(record);
    sent.add(mandate.id());
    return mandate.id();
  }

  Set<ActionId> sent() {
    return sent;
  }

  /** What a neighbour that reads committed records finds. */
  List<ConsumerRecord<byte[], byte[]>> found() {
    return cluster.read(topic);
  }

  /** The idempotency keys of what it finds. */
  List<String> keys() {
    return found().stream().map(record -> header(record, "idempotency-key")).toList();
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return new String(header.value(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** The receipts of outcomes, partition by partition in order. */
  List<ReceiptBody.Outcome> outcomes() {
    return cluster.read(installation.topics().receipts(Seal.CELL)).stream()
        .map(record -> Operators.receipt(record).body())
        .filter(ReceiptBody.Outcome.class::isInstance)
        .map(ReceiptBody.Outcome.class::cast)
        .toList();
  }

  /** How the action ended, as its one receipt says. */
  ReceiptBody.Outcome outcome(ActionId id) {
    List<ReceiptBody.Outcome> found =
        outcomes().stream().filter(outcome -> outcome.action().id().equals(id)).toList();
    if (found.size() != 1) {
      throw new AssertionError(id.text() + " has " + found.size() + " receipts");
    }
    return found.getFirst();
  }
}

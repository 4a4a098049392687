package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Action types of a test's own, in place of the demo's, and what became of their actions. */
final class OwnType {
  private final Cluster cluster;
  private final Stage stage;
  private final Map<String, ActionId> produced = new HashMap<>();

  OwnType(Cluster cluster, Stage stage) throws IOException {
    this.cluster = cluster;
    this.stage = stage;
    for (String name :
        List.of("handler-deploy.yaml", "credential-ci.yaml", "actions/Deploy.avsc")) {
      Files.delete(stage.home().bundle().resolve(name));
    }
  }

  /** Puts a type and the documents that perform it into the bundle. */
  ActionType install(String avsc, String... documents) throws IOException {
    ActionType type = Seal.type(avsc);
    Path bundle = stage.home().bundle();
    Files.writeString(bundle.resolve(type.schema().getName() + ".avsc"), avsc);
    String text = String.join("---\n", documents);
    Files.writeString(
        bundle.resolve(type.schema().getName() + ".yaml"),
        text.replace("FINGERPRINT", type.fingerprint().text()));
    return type;
  }

  /** Produces an action of these values, all of them strings; its order is by the first. */
  ActionId produce(ActionType type, String delivery, String... values) {
    GenericRecord fields = new GenericData.Record(type.schema());
    for (int i = 0; i < values.length; i++) {
      fields.put(i, values[i]);
    }
    Seal seal = stage.installation().seal();
    byte[] value = Seal.value(type, fields);
    byte[] key = Seal.key(values[0]);
    Mandate mandate = seal.mandate(type, delivery, new Seal.Place(0, key, value), Instant.now());
    String topic = stage.installation().topics().trusted(Seal.CELL);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, key, value);
    record.headers().add("mandate", Bytes.utf8(seal.sign(mandate)).toArray());
    cluster.produce(record);
    produced.put(delivery, mandate.id());
    return mandate.id();
  }

  /** What the ledger says of a delivery's action. */
  LedgerRecord.Outcome ledger(String delivery) {
    return cluster.read(stage.ledger()).stream()
        .map(record -> LedgerCodec.parse(record.value()).orElseThrow())
        .filter(LedgerRecord.Outcome.class::isInstance)
        .map(LedgerRecord.Outcome.class::cast)
        .filter(outcome -> outcome.action().equals(produced.get(delivery)))
        .findFirst()
        .orElseThrow();
  }

  /** What its receipt says. */
  ReceiptBody.Outcome receipt(String delivery) {
    return Chains.bodies(cluster, stage.installation()).stream()
        .filter(ReceiptBody.Outcome.class::isInstance)
        .map(ReceiptBody.Outcome.class::cast)
        .filter(outcome -> outcome.action().id().equals(produced.get(delivery)))
        .findFirst()
        .orElseThrow();
  }
}

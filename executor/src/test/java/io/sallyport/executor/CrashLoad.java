package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Actions of two types, one idempotent and one not, in eight lanes; remembers which it sent. */
final class CrashLoad {
  private static final int LANES = 8;
  private static final ActionType ONCE = type("Once", false);
  private static final ActionType AGAIN = type("Again", true);

  private final Cluster cluster;
  private final Cluster.Installation installation;
  private final Random random;
  private final Map<ActionId, Boolean> sent = new LinkedHashMap<>();

  CrashLoad(Cluster cluster, Cluster.Installation installation, Random random) {
    this.cluster = cluster;
    this.installation = installation;
    this.random = random;
  }

  private static ActionType type(String name, boolean idempotent) {
    return Seal.type(schema(name, idempotent));
  }

  private static String schema(String name, boolean idempotent) {
    return """
    {"type": "record", "name": "%s", "namespace": "com.example.crash", "doc": "An effect.",
     "effect": "write", "cell": "deployments", "orderBy": "lane", "idempotent": %s, "maxTtl": "15m",
     "classification": "internal", "minAssurance": "shared", "fields": [
      {"name": "lane", "type": {"type": "string", "maxLength": 10, "pattern": "lane-[0-9]"}}]}
    """
        .formatted(name, idempotent);
  }

  /** Replaces what a home's bundle performs. */
  static void writeBundle(Path bundle, String origin) throws IOException {
    Files.delete(bundle.resolve("handler-deploy.yaml"));
    Files.delete(bundle.resolve("actions/Deploy.avsc"));
    for (ActionType type : List.of(ONCE, AGAIN)) {
      String name = type.schema().getName();
      Files.writeString(
          bundle.resolve("actions/" + name + ".avsc"), schema(name, type.idempotent()));
      Files.writeString(
          bundle.resolve(name + ".yaml"), handler(name.toLowerCase(Locale.ROOT), type, origin));
    }
  }

  private static String handler(String name, ActionType type, String origin) {
    return """
    apiVersion: sallyport/v1
    kind: Handler
    metadata: {name: %s}
    spec:
      action: %s
      fingerprint: %s
      credential: ci
      timeout: 1s
      attempts: {max: 4, backoff: 800ms}
      http:
        method: POST
        origin: '%s'
        path: '/{lane}'
        success: [201]
        notExecuted: [503]
        allowAddresses: [127.0.0.1/32]
    """
        .formatted(name, type.name(), type.fingerprint().text(), origin);
  }

  /** Sends {@code count} actions. */
  void send(int count) {
    for (int i = 0; i < count; i++) {
      send(random.nextBoolean() ? ONCE : AGAIN, random.nextInt(LANES));
    }
  }

  private void send(ActionType type, int lane) {
    GenericRecord fields = new GenericData.Record(type.schema());
    fields.put("lane", "lane-" + lane);
    byte[] key = Digest.sha256(Bytes.utf8("lane-" + lane).toArray());
    Seal.Place place = new Seal.Place(lane % Cluster.PARTITIONS, key, Seal.value(type, fields));
    Seal seal = installation.seal();
    seal.remember(sent.size() % 2 == 0);
    Mandate mandate = seal.mandate(type, "delivery-" + sent.size(), place, Instant.now());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            installation.topics().trusted(Seal.CELL), place.partition(), key, place.value());
    record.headers().add("mandate", Bytes.utf8(seal.sign(mandate)).toArray());
    cluster.produce(record);
    sent.put(mandate.id(), type.idempotent());
  }

  /** What was sent, and whether it may be performed again under its key. */
  Map<ActionId, Boolean> sent() {
    return sent;
  }
}

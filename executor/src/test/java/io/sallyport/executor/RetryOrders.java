package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/** Actions of three types, each with a handler of its own, all on the same partition. */
final class RetryOrders {
  /** Performed at most once. */
  static final ActionType ONCE = type("Once", false, "");

  /** May be asked for again. */
  static final ActionType AGAIN = type("Again", true, "");

  /** Performed at most once, and never after a newer one. */
  static final ActionType LEVEL = type("Level", false, "\"sequence\": \"version\",");

  private final Cluster cluster;
  private final Stage stage;

  RetryOrders(Cluster cluster, Stage stage) throws IOException {
    this.cluster = cluster;
    this.stage = stage;
    Files.delete(stage.home().bundle().resolve("handler-deploy.yaml"));
    Files.delete(stage.home().bundle().resolve("actions/Deploy.avsc"));
  }

  private static ActionType type(String name, boolean idempotent, String sequence) {
    return Seal.type(
        """
        {"type": "record", "name": "%s", "namespace": "com.example.orders", "doc": "An effect.",
         "effect": "write", "cell": "deployments", "orderBy": "lane", %s "idempotent": %s,
         "maxTtl": "15m", "classification": "internal", "minAssurance": "shared", "fields": [
          {"name": "lane", "type": {"type": "string", "maxLength": 10, "pattern": "[a-z0-9-]+"}},
          {"name": "version", "type": {"type": "long", "min": 0, "max": 999}}]}
        """
            .formatted(name, sequence, idempotent));
  }

  /** Gives a type its handler; {@code more} are further fields of its spec. */
  void handle(ActionType type, String origin, String more) throws IOException {
    String name = type.schema().getName();
    Files.writeString(
        stage.home().bundle().resolve("actions/" + name + ".avsc"), type.schema().toString());
    Files.writeString(
        stage.home().bundle().resolve(name + ".yaml"),
        """
        apiVersion: sallyport/v1
        kind: Handler
        metadata: {name: %s}
        spec:
          action: %s
          fingerprint: %s
          credential: ci
        %s
          http:
            method: POST
            origin: '%s'
            path: '/{lane}'
            success: [201]
            notExecuted: [503]
            allowAddresses: [127.0.0.1/32]
        """
            .formatted(
                name.toLowerCase(Locale.ROOT),
                type.name(),
                type.fingerprint().text(),
                (more.startsWith("timeout") ? more : "timeout: 2s\n" + more)
                    .indent(2)
                    .stripTrailing(),
                origin));
  }

  /** Gives a type a program as its handler, in a sandbox of all layers. */
  void handleByProgram(ActionType type) throws IOException {
    String name = type.schema().getName();
    Path bundle = stage.home().bundle();
    Files.writeString(bundle.resolve("actions/" + name + ".avsc"), type.schema().toString());
    Files.writeString(
        bundle.resolve(name + ".yaml"),
        """
        apiVersion: sallyport/v1
        kind: Handler
        metadata: {name: program}
        spec:
          action: %s
          fingerprint: %s
          timeout: 3s
          process: {program: /usr/bin/true, input: {json: [lane]}, maxResponse: 100B}
        """
            .formatted(type.name(), type.fingerprint().text()));
  }

  /** Seals an action of that lane. */
  ActionId send(ActionType type, String lane, long version) {
    return send(type, lane, version, Instant.now());
  }

  /** The same, issued then; it expires ten minutes later. */
  ActionId send(ActionType type, String lane, long version, Instant issued) {
    GenericRecord fields = new GenericData.Record(type.schema());
    fields.put("lane", lane);
    fields.put("version", version);
    byte[] key = Digest.sha256(Bytes.utf8(lane).toArray());
    Seal.Place place = new Seal.Place(0, key, Seal.value(type, fields));
    Seal seal = stage.installation().seal();
    String delivery = UUID.randomUUID().toString();
    Mandate mandate = seal.mandate(type, delivery, place, issued);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            stage.installation().topics().trusted(Seal.CELL), 0, key, place.value());
    record.headers().add("mandate", Bytes.utf8(seal.sign(mandate)).toArray());
    cluster.produce(record);
    return mandate.id();
  }

  /** The receipts of all actions that have ended. */
  Map<ActionId, ReceiptBody.Outcome> ended() {
    return cluster.read(stage.installation().topics().receipts(Seal.CELL)).stream()
        .map(record -> new String(record.value(), StandardCharsets.US_ASCII).split("\\.", -1)[1])
        .flatMap(payload ->
            ReceiptCodec.parse(Bytes.of(Base64.getUrlDecoder().decode(payload))).stream())
        .map(Receipt::body)
        .filter(ReceiptBody.Outcome.class::isInstance)
        .map(ReceiptBody.Outcome.class::cast)
        .collect(Collectors.toMap(outcome -> outcome.action().id(), outcome -> outcome));
  }

  /** The receipts of these, once all have ended. */
  List<ReceiptBody.Outcome> awaitEnds(List<ActionId> actions) {
    Map<ActionId, ReceiptBody.Outcome> ends =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(100))
            .until(this::ended, all -> all.keySet().containsAll(actions));
    return actions.stream().map(ends::get).toList();
  }

  ReceiptBody.Outcome awaitEnd(ActionId action) {
    return awaitEnds(List.of(action)).getFirst();
  }

  /** The attempts that were given back, in ledger order. */
  List<LedgerRecord.Postponement> postponements() {
    return cluster.read(stage.ledger()).stream()
        .flatMap(record -> LedgerCodec.parse(record.value()).stream())
        .filter(LedgerRecord.Postponement.class::isInstance)
        .map(LedgerRecord.Postponement.class::cast)
        .toList();
  }
}

package io.sallyport.executor.verify;

import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.WireFormat;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Seals records of the demo's action type as a validator would, for tests. */
public final class Seal {
  /** The demo bundle's directory. */
  public static final Path BUNDLE =
      Path.of("../quickstart/src/main/bundles/executor").toAbsolutePath().normalize();

  private static final Set<String> GATED =
      Set.of("actions/Release.avsc", "approvers.yaml", "handler-release.yaml");

  /** The demo's cell. */
  public static final String CELL = "deployments";

  private final SigningKey key;
  private final String environment;
  private final String topic;
  private final String cell;
  private volatile boolean remembering;

  /** A validator of that environment, sealing for the demo's cell. */
  public Seal(SigningKey key, String environment, String topic) {
    this(key, environment, topic, CELL);
  }

  /** A validator of that environment, sealing for that cell. */
  public Seal(SigningKey key, String environment, String topic, String cell) {
    this.key = key;
    this.environment = environment;
    this.topic = topic;
    this.cell = cell;
  }

  /** The schema of the demo bundle. */
  public static ActionType type() {
    return type(schema());
  }

  /** The type of that schema. */
  public static ActionType type(String avsc) {
    return switch (ActionType.parse(avsc)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  /** The text of the demo's schema. */
  public static String schema() {
    return schema(CELL);
  }

  /** The same, as a type of that cell. */
  public static String schema(String cell) {
    try {
      return Files.readString(BUNDLE.resolve("actions/Deploy.avsc"))
          .replace('"' + CELL + '"', '"' + cell + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the demo's bundle without its gated type, each text as {@code change} makes it. */
  public static void copyBundle(Path bundle, UnaryOperator<String> change) throws IOException {
    try (Stream<Path> files = Files.walk(BUNDLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = BUNDLE.relativize(file).toString();
        if (!GATED.contains(name)) {
          Path copy = bundle.resolve(name);
          Files.createDirectories(copy.getParent());
          Files.writeString(copy, change.apply(Files.readString(file)));
        }
      }
    }
  }

  /** A record's values. */
  public static GenericRecord fields(ActionType type, String environment) {
    GenericRecord fields = new GenericData.Record(type.schema());
    fields.put("repository", "acme/shop");
    fields.put("commit", "0123456789abcdef0123456789abcdef01234567");
    fields.put(
        "environment",
        new GenericData.EnumSymbol(type.schema().getField("environment").schema(), environment));
    fields.put("note", "Fix the till");
    return fields;
  }

  /** The framed value. */
  public static byte[] value(ActionType type, GenericRecord fields) {
    return WireFormat.frame(7, ActionCodec.encode(type, fields));
  }

  /** The record key of an environment. */
  public static byte[] key(String environment) {
    return Digest.sha256(Bytes.utf8(environment).toArray());
  }

  /** From now on mandates say, or do not, that they were decided with the memory of their key. */
  public void remember(boolean on) {
    remembering = on;
  }

  private Mandate.Decided decided(byte[] key) {
    Mandate.Decided plain =
        new Mandate.Decided(
            "ALLOWED",
            "deploy-on-push",
            List.of("known-repository"),
            Digest.of(new byte[0]),
            Optional.of(new NamedReceipt("gate-3/17", Optional.of(Digest.of(new byte[] {3})))),
            List.of(),
            Optional.empty());
    return remembering ? plain.at(DeskKey.of(Bytes.of(key))) : plain;
  }

  /** The mandate for a record at that place. */
  public Mandate mandate(ActionType type, String delivery, Place place, Instant now) {
    DedupeId dedupe =
        DedupeId.of("github", "hook", DedupeId.Basis.SIGNED_ID, Bytes.utf8(delivery).toArray());
    Instant issued = Instant.ofEpochSecond(now.getEpochSecond());
    return new Mandate(
        new Mandate.Parties(
            environment + "/validator",
            environment + "/" + cell,
            "github:octo",
            Optional.empty(),
            "source:github"),
        ActionId.of("github", dedupe, "deploy-on-push"),
        new Mandate.Validity(issued, issued, issued.plusSeconds(600)),
        new Mandate.Grant(
            type.name(),
            type.effect(),
            type.fingerprint(),
            topic,
            place.partition(),
            Bytes.of(place.key()),
            Digest.of(place.value())),
        decided(place.key()),
        new Mandate.Evidence(
            "github",
            Assurance.SHARED,
            new Origin("sallyport.untrusted", 0, 42),
            Digest.of(new byte[0]),
            issued),
        List.of(),
        Optional.empty());
  }

  /** Where a record lies, and what it is. */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  public record Place(int partition, byte[] key, byte[] value) {}

  /** The compact form. */
  public String sign(Mandate mandate) {
    return Jws.sign(key, Typ.MANDATE, MandateCodec.write(mandate));
  }

  /** A genuine record of the demo type, ready to be produced. */
  public ProducerRecord<byte[], byte[]> record(
      String delivery, String environmentField, int partition, UnaryOperator<Mandate> change) {
    ActionType type = type(schema(cell));
    byte[] value = value(type, fields(type, environmentField));
    Place place = new Place(partition, key(environmentField), value);
    Mandate mandate = change.apply(mandate(type, delivery, place, Instant.now()));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, place.key(), value);
    record.headers().add("mandate", Bytes.utf8(sign(mandate)).toArray());
    return record;
  }

  /** The record as a consumer sees it. */
  public static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
    ConsumerRecord<byte[], byte[]> consumed =
        new ConsumerRecord<>(
            record.topic(),
            record.partition() == null ? 0 : record.partition(),
            17,
            record.key(),
            record.value());
    record.headers().forEach(header -> consumed.headers().add(header));
    return consumed;
  }
}

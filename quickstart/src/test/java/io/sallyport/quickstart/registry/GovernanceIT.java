package io.sallyport.quickstart.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.subject.TopicRecordNameStrategy;
import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.action.record.WireFormat;
import io.sallyport.confluent.Change;
import io.sallyport.confluent.RegistryConfig;
import io.sallyport.confluent.RegistryException;
import io.sallyport.confluent.SchemaIds;
import io.sallyport.confluent.Subjects;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schemas are governed by a real registry, and records pass between us and the official client. */
@Timeout(180)
class GovernanceIT {
  private static final ActionType FIRST = deploy("40", "");
  private static final ActionType TIGHTER = deploy("39", "");
  private static final ActionType INCOMPATIBLE =
      deploy("40", ", {\"name\": \"dry\", \"type\": \"boolean\"}");

  @TempDir private static Path directory;
  private static RegistryProcess registry;

  @BeforeAll
  static void start() {
    registry = RegistryProcess.start(directory);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void bringsRegistryToWhatIsDeclaredOnce() {
    String topic = "once";

    assertThat(apply(topic, FIRST))
        .extracting(Change::kind)
        .containsExactly(Change.Kind.REGISTERED, Change.Kind.COMPATIBILITY_SET);
    assertThat(apply(topic, FIRST)).isEmpty();
    assertThat(Subjects.drift(config(), wanted(topic, FIRST))).isEmpty();
  }

  @Test
  void refusesIncompatibleSchema() {
    String topic = "incompatible";
    apply(topic, FIRST);

    List<Change> changes = apply(topic, INCOMPATIBLE);

    assertThat(changes).extracting(Change::kind).containsExactly(Change.Kind.REFUSED_INCOMPATIBLE);
    assertThatThrownBy(() -> ask(topic, INCOMPATIBLE)).isInstanceOf(RegistryException.class);
  }

  @Test
  void givesChangedConstraintAnotherId() {
    String topic = "constraints";
    apply(topic, FIRST);
    apply(topic, TIGHTER);

    assertThat(ask(topic, TIGHTER)).isNotEqualTo(ask(topic, FIRST));
  }

  @Test
  void stopsTheStartWhenASchemaIsMissing() {
    assertThatThrownBy(() -> ask("missing", FIRST))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "registry-schema: the registry does not have the pinned schema of"
                + " missing-com.example.actions.Deploy");
  }

  @Test
  void writesWhatTheOfficialDeserializerReads() {
    String topic = "ours";
    apply(topic, FIRST);
    byte[] framed = WireFormat.frame(ask(topic, FIRST), ActionCodec.encode(FIRST, record()));

    try (var official = new KafkaAvroDeserializer()) {
      official.configure(officialConfig(), false);

      assertThat(official.deserialize(topic, framed)).isEqualTo(record());
    }
  }

  @Test
  void readsWhatTheOfficialSerializerWrites() {
    String topic = "theirs";
    apply(topic, FIRST);

    try (var official = new KafkaAvroSerializer()) {
      official.configure(officialConfig(), false);
      var framed = WireFormat.unframe(official.serialize(topic, record())).orElseThrow();

      assertThat(framed.schemaId()).isEqualTo(ask(topic, FIRST));
      assertThat(ActionCodec.decodeCanonical(FIRST, framed.avro().toArray()))
          .isEqualTo(new Decoding.Decoded(record()));
    }
  }

  private static List<Change> apply(String topic, ActionType type) {
    return Subjects.apply(config(), wanted(topic, type));
  }

  private static int ask(String topic, ActionType type) {
    return SchemaIds.askAll(config(), topic, List.of(type)).values().iterator().next();
  }

  private static Map<String, Schema> wanted(String topic, ActionType type) {
    return Map.of(Subjects.name(topic, type), type.schema());
  }

  private static RegistryConfig config() {
    return RegistryConfig.of(registry.url().toString());
  }

  private static Map<String, Object> officialConfig() {
    return Map.of(
        "schema.registry.url", registry.url().toString(),
        "auto.register.schemas", false,
        "value.subject.name.strategy", TopicRecordNameStrategy.class.getName());
  }

  private static GenericRecord record() {
    GenericRecord record = new GenericData.Record(FIRST.schema());
    record.put("commit", "0123456789abcdef0123456789abcdef01234567");
    return record;
  }

  private static ActionType deploy(String maxLength, String moreFields) {
    String schema =
        """
        {"type": "record", "name": "Deploy", "namespace": "com.example.actions",
         "effect": "write", "cell": "deployments", "orderBy": "commit", "idempotent": false,
         "maxTtl": "15m", "classification": "internal", "minAssurance": "shared", "fields": [
          {"name": "commit", "type": {"type": "string", "maxLength": %s, "format": "git-sha"}}%s]}
        """
            .formatted(maxLength, moreFields);
    return switch (ActionType.parse(schema)) {
      case ActionType.Parsed(ActionType type) -> type;
      case ActionType.Refused refused -> throw new AssertionError(refused.problems());
    };
  }
}

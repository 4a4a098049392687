package io.sallyport.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.subject.TopicRecordNameStrategy;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.action.record.Decoding;
import io.sallyport.action.record.WireFormat;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our frame is the official client's, in both directions. */
class OfficialSerializerTest {
  private static final String SCOPE = "official-serializer";
  private static final Map<String, Object> CONFIG =
      Map.of(
          "schema.registry.url",
          "mock://" + SCOPE,
          "auto.register.schemas",
          false,
          "value.subject.name.strategy",
          TopicRecordNameStrategy.class.getName());

  @AfterEach
  void forget() {
    MockSchemaRegistry.dropScope(SCOPE);
  }

  @Test
  void writesWhatTheOfficialDeserializerReads() throws Exception {
    byte[] framed = WireFormat.frame(register(), ActionCodec.encode(Deploys.FIRST, record()));

    try (KafkaAvroDeserializer official = new KafkaAvroDeserializer()) {
      official.configure(CONFIG, false);

      assertThat(official.deserialize(Deploys.TOPIC, framed)).isEqualTo(record());
    }
  }

  @Test
  void readsWhatTheOfficialSerializerWrites() throws Exception {
    int id = register();

    try (KafkaAvroSerializer official = new KafkaAvroSerializer()) {
      official.configure(CONFIG, false);
      WireFormat.Framed framed =
          WireFormat.unframe(official.serialize(Deploys.TOPIC, record())).orElseThrow();

      assertThat(framed.schemaId()).isEqualTo(id);
      assertThat(ActionCodec.decodeCanonical(Deploys.FIRST, framed.avro().toArray()))
          .isEqualTo(new Decoding.Decoded(record()));
    }
  }

  private static int register() throws Exception {
    return MockSchemaRegistry.getClientForScope(SCOPE)
        .register(
            Subjects.name(Deploys.TOPIC, Deploys.FIRST), new AvroSchema(Deploys.FIRST.schema()));
  }

  private static GenericRecord record() {
    GenericRecord record = new GenericData.Record(Deploys.FIRST.schema());
    record.put("commit", "0123456789abcdef0123456789abcdef01234567");
    return record;
  }
}

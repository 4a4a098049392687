package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing in a connection's settings can weaken the claim protocol. */
class ClientSettingsTest {
  private static final Map<String, Object> CONNECTION =
      Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", "x");

  @ParameterizedTest
  @CsvSource({
    "isolation.level, read_uncommitted, read_committed",
    "auto.offset.reset, earliest, none",
    "enable.auto.commit, true, false",
    "allow.auto.create.topics, true, false",
    "group.id, another, group",
    "group.protocol, consumer, classic",
    "partition.assignment.strategy, x, org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
  })
  void consumerKeeps(String name, String configured, String expected) {
    Map<String, Object> settings =
        ClientSettings.trusted(with(name, configured), "group", Optional.empty());

    assertThat(settings.get(name)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "acks, 0, all",
    "enable.idempotence, false, true",
    "transactional.id, another, id",
    "transaction.timeout.ms, 900000, 15000",
    "retry.backoff.ms, 1000, 5",
    "compression.type, gzip, none",
  })
  void producerKeeps(String name, String configured, String expected) {
    Map<String, Object> settings = ClientSettings.producer(with(name, configured), "id");

    assertThat(settings.get(name)).hasToString(expected);
  }

  @Test
  void readerHasNoGroup() {
    assertThat(ClientSettings.reader(CONNECTION)).doesNotContainKey("group.id");
  }

  @Test
  void stableNameMakesTheMemberStatic() {
    assertThat(ClientSettings.trusted(CONNECTION, "group", Optional.of("executor-1")))
        .containsEntry("group.instance.id", "executor-1");
  }

  @Test
  void withoutNameTheMemberIsDynamic() {
    assertThat(ClientSettings.trusted(CONNECTION, "group", Optional.empty()))
        .doesNotContainKey("group.instance.id");
  }

  @Test
  void keepsTheConnection() {
    assertThat(ClientSettings.producer(CONNECTION, "id")).containsAllEntriesOf(CONNECTION);
  }

  /** Kafka itself checks how the times relate. */
  @Test
  void kafkaAcceptsThem() {
    Map<String, Object> producer = ClientSettings.producer(CONNECTION, "id");
    producer.put("key.serializer", ByteArraySerializer.class);
    producer.put("value.serializer", ByteArraySerializer.class);
    Map<String, Object> consumer =
        ClientSettings.trusted(CONNECTION, "group", Optional.of("executor-1"));
    consumer.put("key.deserializer", ByteArrayDeserializer.class);
    consumer.put("value.deserializer", ByteArrayDeserializer.class);

    assertThatCode(() -> Arrays.asList(new ProducerConfig(producer), new ConsumerConfig(consumer)))
        .doesNotThrowAnyException();
  }

  /** The longest claim, two minutes of timeout and ten seconds to start, fits between two polls. */
  @Test
  void pollIntervalOutlastsTheLongestClaim() {
    Map<String, Object> settings = ClientSettings.trusted(CONNECTION, "group", Optional.empty());

    assertThat((int) settings.getOrDefault("max.poll.interval.ms", 0)).isGreaterThan(130_000);
  }

  private static Map<String, Object> with(String name, String value) {
    Map<String, Object> connection = new HashMap<>(CONNECTION);
    connection.put(name, value);
    return connection;
  }
}

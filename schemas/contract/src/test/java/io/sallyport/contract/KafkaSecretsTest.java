package io.sallyport.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.config.KafkaProperties;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka's own clients say which of their properties are secrets: each comes from a file. */
@Tag("NHI2")
class KafkaSecretsTest {
  /** Of the same type, and for everybody to see. */
  private static final Set<String> CERTIFICATES =
      Set.of("ssl.keystore.certificate.chain", "ssl.truststore.certificates");

  static Stream<String> secrets() {
    return Stream.of(
            AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef())
        .flatMap(definition -> definition.configKeys().values().stream())
        .filter(key -> key.type == ConfigDef.Type.PASSWORD)
        .map(key -> key.name)
        .filter(name -> !CERTIFICATES.contains(name))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void refusesOneInTheOpen(String key) {
    Map<String, String> section = Map.of("bootstrap.servers", "h:1", key, "hunter2");

    assertThatThrownBy(() -> KafkaProperties.of(section, Path.of("")))
        .hasMessage("kafka: " + key + " must name a file, as file:secrets/x");
  }
}

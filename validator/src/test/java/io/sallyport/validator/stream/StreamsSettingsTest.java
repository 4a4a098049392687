package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsSettingsTest {
  private static final Properties SETTINGS =
      StreamsSettings.of(
          Map.of(
              "bootstrap.servers", "127.0.0.1:1",
              "security.protocol", "SSL",
              "processing.guarantee", "at_least_once",
              "producer.linger.ms", "1000"),
          new StreamsSettings.Instance("sallyport-validator", "validator-1", 3, Path.of("state")),
          1 << 20);

  @ParameterizedTest
  @CsvSource({
    "application.id, sallyport-validator",
    "processing.guarantee, exactly_once_v2",
    "group.protocol, classic",
    "main.consumer.group.instance.id, validator-1",
    "consumer.session.timeout.ms, 10000",
    "consumer.heartbeat.interval.ms, 3000",
    "commit.interval.ms, 20",
    "producer.retry.backoff.ms, 5",
    "producer.linger.ms, 5",
    "producer.max.request.size, 1310720",
    "num.standby.replicas, 0",
    "num.stream.threads, 3",
    "acceptable.recovery.lag, 10000",
    "max.warmup.replicas, 64",
    "probing.rebalance.interval.ms, 60000",
    "ensure.explicit.internal.resource.naming, true",
    "statestore.cache.max.bytes, 1048576",
    "security.protocol, SSL",
  })
  void setsWhatTheDesignRestsOn(String name, String value) {
    assertThat(SETTINGS.get(name)).hasToString(value);
  }

  @Test
  void stopsOnEveryError() {
    StreamsConfig config = new StreamsConfig(SETTINGS);

    assertThat(config.deserializationExceptionHandler().getClass().getSimpleName())
        .isEqualTo("LogAndFailExceptionHandler");
    assertThat(config.processingExceptionHandler().getClass().getSimpleName())
        .isEqualTo("LogAndFailProcessingExceptionHandler");
    assertThat(config.productionExceptionHandler().getClass().getSimpleName())
        .isEqualTo("DefaultProductionExceptionHandler");
  }
}

package io.sallyport.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client properties pass through, secrets come from files. */
class KafkaPropertiesTest {
  @TempDir private Path home;

  private Map<String, Object> of(String key, String value) {
    Map<String, String> section = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:1"));
    section.put(key, value);
    return KafkaProperties.of(section, home);
  }

  @Test
  void passesPropertiesThrough() {
    assertThat(of("security.protocol", "SSL"))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("bootstrap.servers", "127.0.0.1:1");
  }

  @Test
  void resolvesStoreLocations() {
    assertThat(of("ssl.keystore.location", "tls/client.pem"))
        .containsEntry("ssl.keystore.location", home.resolve("tls/client.pem").toString());
  }

  @Test
  void readsSecretsFromFiles() throws IOException {
    Files.writeString(home.resolve("pass"), "hunter2\n");

    assertThat(of("ssl.key.password", "file:pass")).containsEntry("ssl.key.password", "hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl.key.password", "sasl.jaas.config", "ssl.keystore.key"})
  void refusesSecretsInTheOpen(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(key, "hunter2"))
        .withMessageContaining(key)
        .withMessageNotContaining("hunter2");
  }

  @Test
  void requiresABroker() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaProperties.of(Map.of(), home))
        .withMessageContaining("bootstrap.servers");
  }
}

package io.sallyport.service.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code kafka} section of a process: client properties as Kafka names them.
 *
 * <p>Key and trust store locations are resolved against the process's home. Secrets (passwords,
 * keys, JAAS texts) are never written into the section: their value is {@code file:} and a path.
 */
public final class KafkaProperties {
  private static final String FILE = "file:";
  private static final List<String> SECRETS =
      List.of(".password", ".passphrase", ".secret", "sasl.jaas.config", "ssl.keystore.key");

  private KafkaProperties() {}

  /**
   * The properties for a client; throws {@link IllegalArgumentException} for a missing {@code
   * bootstrap.servers} or a secret in the open.
   */
  public static Map<String, Object> of(Map<String, String> section, Path home) {
    if (!section.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException("kafka: bootstrap.servers is missing");
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    section.forEach((key, value) -> properties.put(key, resolved(key, value, home)));
    return properties;
  }

  private static Object resolved(String key, String value, Path home) {
    if (key.endsWith(".location")) {
      return home.resolve(value).toString();
    }
    if (!isSecret(key)) {
      return value;
    }
    if (!value.startsWith(FILE)) {
      throw new IllegalArgumentException("kafka: " + key + " must name a file, as file:secrets/x");
    }
    return Secret.read(home.resolve(value.substring(FILE.length()))).reveal();
  }

  private static boolean isSecret(String key) {
    return SECRETS.stream().anyMatch(key::endsWith);
  }
}

package io.sallyport.confluent;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.sallyport.confluent.RegistryException.Reason;
import io.sallyport.service.config.Secret;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** The official client's own settings for a configuration, with secrets from their files. */
final class ClientSettings {
  private static final String TLS = SchemaRegistryClientConfig.CLIENT_NAMESPACE;

  private final Map<String, Object> settings = new HashMap<>();

  private ClientSettings() {}

  /** Throws {@link RegistryException} when a file cannot be read. */
  static Map<String, Object> of(RegistryConfig config) {
    ClientSettings made = new ClientSettings();
    made.timing(config);
    made.credential(config.credential());
    made.tls(config.tls());
    made.checkStores();
    return Map.copyOf(made.settings);
  }

  private void timing(RegistryConfig config) {
    settings.put(
        SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS,
        Math.toIntExact(config.connectTimeout().toMillis()));
    settings.put(
        SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS,
        Math.toIntExact(config.readTimeout().toMillis()));
    settings.put(SchemaRegistryClientConfig.MAX_RETRIES_CONFIG, 0);
  }

  private void credential(RegistryCredential credential) {
    switch (credential) {
      case RegistryCredential.None() -> {}
      case RegistryCredential.Basic(String user, Path password) -> {
        settings.put(SchemaRegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE, "USER_INFO");
        settings.put(
            SchemaRegistryClientConfig.USER_INFO_CONFIG,
            user + ":" + secret(password, Secret::readLine));
      }
      case RegistryCredential.Bearer(Path token) -> {
        settings.put(SchemaRegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE, "STATIC_TOKEN");
        settings.put(
            SchemaRegistryClientConfig.BEARER_AUTH_TOKEN_CONFIG, secret(token, Secret::readToken));
      }
    }
  }

  /** Without the first setting the client believes a certificate of any name. */
  private void tls(RegistryTls tls) {
    settings.put(TLS + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
    tls.truststore()
        .ifPresent(store -> {
          settings.put(TLS + SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, store.type());
          settings.put(TLS + SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, readable(store.file()));
          store
              .password()
              .ifPresent(file ->
                  settings.put(TLS + SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, secret(file)));
        });
    tls.keystore()
        .ifPresent(store -> {
          settings.put(TLS + SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, store.type());
          settings.put(TLS + SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, readable(store.file()));
          store.password().ifPresent(file -> keyPassword(store, secret(file)));
        });
  }

  /**
   * As the client will open them, which says of everything that it is a {@code RuntimeException}.
   */
  private void checkStores() {
    Map<String, Object> stores = new HashMap<>();
    settings.forEach((key, value) -> {
      if (key.startsWith(TLS)) {
        stores.put(key.substring(TLS.length()), value);
      }
    });
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    try (DefaultSslEngineFactory opened = new DefaultSslEngineFactory()) {
      opened.configure(definition.parse(stores));
    } catch (KafkaException e) {
      // Without its cause, whose text is of what the files hold.
      throw new RegistryException(
          Reason.REGISTRY_FILE,
          "the files of registry.tls cannot be used: " + root(e).getClass().getSimpleName());
    }
  }

  private static Throwable root(Throwable problem) {
    return problem.getCause() == null ? problem : root(problem.getCause());
  }

  private void keyPassword(RegistryTls.Store store, String password) {
    settings.put(TLS + SslConfigs.SSL_KEY_PASSWORD_CONFIG, password);
    if (!store.type().equals("PEM")) {
      settings.put(TLS + SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, password);
    }
  }

  private static String readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new RegistryException(Reason.REGISTRY_FILE, file + " cannot be read");
    }
    return file.toString();
  }

  private static String secret(Path file) {
    return secret(file, Secret::read);
  }

  /** What goes into a header is read so that nothing in it ends that. */
  private static String secret(Path file, Function<Path, Secret> reader) {
    try {
      return reader.apply(file).reveal();
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new RegistryException(Reason.REGISTRY_FILE, String.valueOf(e.getMessage()), e);
    }
  }
}

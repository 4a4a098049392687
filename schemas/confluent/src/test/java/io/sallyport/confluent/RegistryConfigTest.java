package io.sallyport.confluent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.service.config.ConfigDocument;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.ConfigFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the registry may be and how long it may take. */
class RegistryConfigTest {
  private static final URI URL = URI.create("https://registry.example/apis/ccompat/v7");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final RegistryTls.Store PEM =
      new RegistryTls.Store(Path.of("/run/tls/registry.pem"), Optional.empty());

  @TempDir private Path home;

  @Test
  void waitsTwoAndFiveSecondsByDefault() {
    RegistryConfig config = RegistryConfig.of(URL.toString());

    assertThat(config)
        .isEqualTo(new RegistryConfig(URL, Duration.ofSeconds(2), Duration.ofSeconds(5)));
  }

  @Test
  void readsWhatAManagedRegistryNeeds() {
    Optional<Path> password = Optional.of(home.resolve("secrets/keys"));
    RegistryTls.Store keys = new RegistryTls.Store(home.resolve("tls/keys.p12"), password);

    assertThat(
            read(
                """
                url: https://registry.example/apis/ccompat/v7
                connectTimeout: 1ms
                readTimeout: 1m
                basic: {user: validator, passwordFile: secrets/registry}
                tls:
                  truststore: /run/tls/registry.pem
                  keystore: tls/keys.p12
                  keystorePasswordFile: secrets/keys
                """))
        .isEqualTo(
            new RegistryConfig(
                URL,
                Duration.ofMillis(1),
                Duration.ofMinutes(1),
                new RegistryCredential.Basic("validator", home.resolve("secrets/registry")),
                new RegistryTls(Optional.of(PEM), Optional.of(keys))));
    assertThat(read("{url: 'https://r.example', bearer: {tokenFile: secrets/token}}").credential())
        .isEqualTo(new RegistryCredential.Bearer(home.resolve("secrets/token")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{url: 'http://r', bearer: {tokenFile: t}} | need https",
        "{url: 'http://r', basic: {user: u, passwordFile: p}} | need https",
        "{url: 'http://r', tls: {truststore: t.pem}} | need https",
        "{url: 'https://r', bearer: {tokenFile: t}, basic: {user: u, passwordFile: p}} | one of"
            + " them",
        "{url: 'https://r', basic: {user: u}} | passwordFile: the key is missing",
        "{url: 'https://r', basic: {user: 'u:x', passwordFile: p}} | no colon",
        "{url: 'https://r', basic: {user: 'u x', passwordFile: p}} | visible",
        "{url: 'https://r', tls: {truststore: t.p12}} | PKCS12 needs its password's file",
        "{url: 'https://r', tls: {keystore: t.pfx}} | PKCS12 needs its password's file",
        "{url: 'https://r', tls: {truststore: t.pem, truststorePasswordFile: p}} | have no"
            + " password",
        "{url: 'https://r', tls: {keystorePasswordFile: p}} | there is no keystore",
        "{url: 'https://r', readTimeout: 0ms} | readTimeout",
        "{url: 'https://r', connectTimeout: 60001ms} | connectTimeout",
        "{url: 'https://r', password: hunter2} | unknown key",
        "{url: 'https://u:hunter2@r'} | without credentials",
        "{url: 'https://u:hunter2^@r'} | without credentials",
      })
  void refusesWhatCannotBeMeant(String section, String problem) {
    assertThatThrownBy(() -> read(section))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("hunter2");
  }

  private RegistryConfig read(String section) {
    String document =
        """
        apiVersion: sallyport/v1
        kind: Test
        metadata: {name: test}
        spec:
          registry:
        %s
        """
            .formatted(section.indent(4));
    ConfigDocument read = ConfigFile.parse("config.yaml", document, home).getFirst();
    return read.finish(() -> RegistryConfig.read(read.spec().child("registry")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mock://scope",
        "file:///etc/passwd",
        "registry:8081",
        "http:///x",
        "http://u:p@h",
        "http://u:p word@h"
      })
  void refusesOtherAddresses(String url) {
    assertThatThrownBy(() -> RegistryConfig.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("u:p");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 60_001})
  void refusesTimeoutsOutOfRange(long millis) {
    Duration timeout = Duration.ofMillis(millis);

    assertThatThrownBy(() -> new RegistryConfig(URL, timeout, SECOND))
        .hasMessageContaining("registry.connectTimeout");
    assertThatThrownBy(() -> new RegistryConfig(URL, SECOND, timeout))
        .hasMessageContaining("registry.readTimeout");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60_000})
  void takesTimeoutsAtTheEdges(long millis) {
    Duration timeout = Duration.ofMillis(millis);

    assertThat(new RegistryConfig(URL, timeout, timeout).readTimeout()).isEqualTo(timeout);
  }
}

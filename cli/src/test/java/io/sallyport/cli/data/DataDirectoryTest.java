package io.sallyport.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
  @TempDir private Path root;
  private DataDirectory data;

  @BeforeEach
  void opens() {
    data = new DataDirectory(root);
  }

  @Test
  void readsTheKafkaSectionOfARole() throws IOException {
    Files.createDirectories(root.resolve("validator"));
    Files.writeString(
        root.resolve("validator/config.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Validator
        metadata: {name: validator}
        spec:
          bundle: bundle
          kafka: {bootstrap.servers: '127.0.0.1:9092', ssl.truststore.location: tls/ca.pem}
        """);

    assertThat(data.role("validator"))
        .containsEntry("bootstrap.servers", "127.0.0.1:9092")
        .containsEntry("ssl.truststore.location", root.resolve("validator/tls/ca.pem").toString());
  }

  @Test
  void readsAddresses() throws IOException {
    write(
        """
        {"ingest": "http://127.0.0.1:1", "kafka": "127.0.0.1:2", "registry": "http://127.0.0.1:3",
         "target": "http://127.0.0.1:4", "admin": {"ingest": "http://127.0.0.1:5"}}
        """);

    Endpoints endpoints = data.endpoints();

    assertThat(endpoints.ingest()).isEqualTo(URI.create("http://127.0.0.1:1"));
    assertThat(endpoints.target()).isEqualTo(URI.create("http://127.0.0.1:4"));
    assertThat(endpoints.admin()).containsExactly(URI.create("http://127.0.0.1:5"));
  }

  @Test
  void refusesAddressesThatAreNone() throws IOException {
    write("{\"ingest\": 8080}");

    assertThatThrownBy(data::endpoints)
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("does not hold a stack's addresses");
  }

  @Test
  void tellsHowToStartAStackThatIsNotThere() {
    assertThatThrownBy(data::endpoints)
        .isInstanceOfSatisfying(
            CannotRun.class, e -> assertThat(e.nextStep()).contains("sallyport up"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "validator"})
  void findsTheSecretAtWhicheverRoleVerifies(String role) throws IOException {
    Path secrets = Files.createDirectories(root.resolve(role).resolve("secrets"));
    Path secret = Files.writeString(secrets.resolve("robot"), "s");

    assertThat(data.senderSecret("robot")).isEqualTo(secret);
  }

  @Test
  void saysWhereItLookedForASecret() {
    assertThatThrownBy(() -> data.senderSecret("robot"))
        .isInstanceOfSatisfying(
            CannotRun.class, e -> assertThat(e.nextStep()).contains("--secret FILE", "--data DIR"))
        .hasMessage("neither ingest nor the validator in " + root + " has a file secrets/robot.");
  }

  private void write(String endpoints) throws IOException {
    Files.writeString(root.resolve("endpoints.json"), endpoints);
  }
}

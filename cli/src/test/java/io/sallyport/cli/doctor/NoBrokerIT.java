package io.sallyport.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.quickstart.pki.Pki;
import io.sallyport.service.admin.AdminConfig;
import io.sallyport.service.admin.AdminListener;
import io.sallyport.service.admin.Health;
import io.sallyport.service.admin.JvmMetrics;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.testkit.TlsFront;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is down is a finding, and the roles are asked all the same. */
class NoBrokerIT {
  private static final String DOCUMENT =
      """
      apiVersion: sallyport/v1
      kind: Topics
      metadata: {name: test}
      spec:
        cells: {deployments: 2}
        registry: {url: 'http://127.0.0.1:9'}
      """;

  @TempDir private Path directory;
  private String document = DOCUMENT;
  private final Metrics metrics = new Metrics();
  private final AdminListener role =
      AdminListener.start(new AdminConfig("127.0.0.1", 0), Health::ready, metrics);

  @BeforeEach
  void installs() {
    JvmMetrics.register(metrics, "executor");
  }

  @AfterEach
  void closes() {
    role.close();
  }

  @Test
  void saysHowLongABrokerWasSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      assertFound("127.0.0.1:" + silent.getLocalPort(), "the cluster's features in 1s.");
    }
  }

  @Test
  void saysThatABrokersNameIsNotKnown() throws IOException {
    assertFound("broker.invalid:9092", "No resolvable bootstrap urls");
  }

  @Test
  void saysThatTheRegistryIsDownAndAsksTheRoles() throws IOException {
    Screen screen = doctor("broker.invalid:9092", "--bundle", "../samples/deployment/executor");

    assertThat(screen.out())
        .containsPattern("\"bad\",\"code\":\"registry-reachable\".*start the registry")
        .contains("{\"state\":\"ok\",\"code\":\"role-ready\"");
  }

  @Test
  void saysThatTheRegistryDoesNotTakeThePassword() throws Exception {
    Path files = directory.resolve("registry");
    Pki.openOrCreate(directory.resolve("authority")).issueServer("registry", files);
    Files.writeString(directory.resolve("password"), "wrong-donkey-socket\n", UTF_8);
    URI nobody = URI.create("http://127.0.0.1:9");
    try (TlsFront front = TlsFront.start("127.0.0.1", files, nobody, List.of())) {
      String guarded =
          """
          url: '%s', basic: {user: admin, passwordFile: password},
              tls: {truststore: registry/ca.pem, keystore: registry/client.pem}\
          """
              .formatted(front.url());
      document = DOCUMENT.replace("url: 'http://127.0.0.1:9'", guarded);

      Screen screen = doctor("broker.invalid:9092", "--bundle", "../samples/deployment/executor");

      assertThat(screen.out())
          .containsPattern("\"bad\",\"code\":\"registry-access\".*registry-unauthenticated: .*")
          .doesNotContain("wrong-donkey-socket");
    }
  }

  private void assertFound(String broker, String why) throws IOException {
    Screen screen = doctor(broker);

    assertThat(screen.out())
        .containsPattern("\"bad\",\"code\":\"broker-reachable\".*" + why + ".*start the brokers")
        .contains("{\"state\":\"ok\",\"code\":\"role-ready\"");
  }

  private Screen doctor(String broker, String... more) throws IOException {
    Path topics = Files.writeString(directory.resolve("topics.yaml"), document, UTF_8);
    Path client = directory.resolve("admin.properties");
    Files.writeString(client, "bootstrap.servers=" + broker + "\n", UTF_8);
    Screen screen = new Screen();
    List<String> words = new ArrayList<>(List.of("doctor", topics.toString()));
    words.addAll(List.of("--config", client.toString(), "--timeout", "1s", "--output", "json"));
    words.addAll(List.of("--admin", "http://127.0.0.1:" + role.port()));
    words.addAll(List.of(more));

    int code =
        CommandTree.of(screen.console(), InputStream.nullInputStream())
            .execute(words.toArray(String[]::new));

    assertThat(code).as(screen.err()).isEqualTo(1);
    return screen;
  }
}

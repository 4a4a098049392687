package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.observe.CertificateMetrics;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.pki.Pki;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Replaces what a running stack shows Kafka, and what a sender shows ingest. */
final class Renewal {
  private static final List<String> HOMES = List.of("validator", "executor-deployments");
  private static final String FIRST = "secrets/github";
  private static final String NEXT = "secrets/github-2";

  private final Stack stack;
  private final Path data;
  private final Map<String, Instant> before = new HashMap<>();

  Renewal(Stack stack) {
    this.stack = stack;
    this.data = stack.data();
  }

  /** A new key and certificate of the same name for each; they count from the next start on. */
  void certificates() throws IOException {
    Pki pki = Pki.openOrCreate(new DataDirectory(data).authority());
    for (String home : HOMES) {
      Path certificate = certificate(home);
      before.put(home, end(certificate));
      Path fresh = data.resolve("renewed").resolve(home);
      pki.issue(home, fresh);
      replace(fresh.resolve("client.pem"), certificate);
    }
  }

  /** Each role says until when the certificate holds that it shows. */
  void assertNewCertificates() throws IOException {
    for (String home : HOMES) {
      String role = home.replace("-deployments", "");
      double end = figure(role, "kafka_client_certificate_not_after_seconds");
      assertThat((long) end)
          .as(role)
          .isEqualTo(end(certificate(home)).getEpochSecond())
          .isNotEqualTo(before.getOrDefault(home, Instant.EPOCH).getEpochSecond());
    }
  }

  /** Ingest takes both secrets, without a restart; from then on the sender signs with the next. */
  Sender senderWithNextSecret() throws IOException {
    Path home = data.resolve("ingest");
    Path next = OwnerFiles.write(data.resolve("renewed/secret"), "0123456789abcdef".repeat(4));
    Files.setOwner(next, Files.getOwner(home.resolve(FIRST)));
    Files.move(next, home.resolve(NEXT));
    name("[" + FIRST + "]", "[" + FIRST + ", " + NEXT + "]");
    awaitLoads(1);
    return new Sender(stack.ingest(), Secret.read(home.resolve(NEXT)));
  }

  /** Who still has the first one is refused. */
  void forgetFirstSecret() throws IOException {
    name("[" + FIRST + ", " + NEXT + "]", "[" + NEXT + "]");
    awaitLoads(2);
    assertThat(new Sender(stack.ingest(), stack.secret()).send("push", "{}".getBytes(UTF_8)))
        .isEqualTo(401);
  }

  private void name(String from, String to) throws IOException {
    Path document = data.resolve("ingest/sources/github.yaml");
    String text = Files.readString(document);
    assertThat(text).contains(from);
    replace(OwnerFiles.write(data.resolve("renewed/source"), text.replace(from, to)), document);
  }

  private void awaitLoads(int count) {
    Awaitility.await("ingest takes changed secrets")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .until(() ->
            figure("ingest", "ingest_secret_loads_total{source=\"github\",result=\"accepted\"}")
                == count);
  }

  /** As its owner, whose user may be one of its own. */
  private static void replace(Path from, Path to) throws IOException {
    Files.setOwner(from, Files.getOwner(to));
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path certificate(String home) {
    return data.resolve(home).resolve("tls/client.pem");
  }

  private static Instant end(Path certificate) {
    Map<String, Object> client =
        Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", certificate);
    return CertificateMetrics.notAfter(client).orElseThrow();
  }

  /** A figure that a role shows; 0 of none. */
  private double figure(String role, String name) throws IOException {
    URI uri = URI.create(stack.endpoints().path("admin").path(role).asText() + "/metrics");
    try (InputStream shown = uri.toURL().openStream()) {
      return new String(shown.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElse(0);
    }
  }
}

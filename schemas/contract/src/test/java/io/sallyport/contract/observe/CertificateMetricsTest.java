package io.sallyport.contract.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What in a client's chain ends first is when the client ends. */
class CertificateMetricsTest {
  private static final Instant FIRST = Instant.parse("2036-11-19T11:06:29Z");

  @TempDir private Path directory;

  @Test
  void readsTheEarliestEndOfAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("client.pem"), key() + chain());

    assertThat(CertificateMetrics.notAfter(store(file, "PEM"))).contains(FIRST);
  }

  @Test
  void readsAChainThatStandsInTheSettings() throws IOException {
    assertThat(CertificateMetrics.notAfter(Map.of("ssl.keystore.certificate.chain", chain())))
        .contains(FIRST);
  }

  @Test
  void showsItAsASeries() throws IOException {
    Metrics metrics = new Metrics();
    CertificateMetrics.register(metrics, Map.of("ssl.keystore.certificate.chain", chain()));

    assertThat(metrics.text())
        .contains("\nkafka_client_certificate_not_after_seconds " + FIRST.getEpochSecond() + "\n");
  }

  @Test
  void saysNothingOfWhatItCannotRead() throws IOException {
    Path broken = Files.writeString(directory.resolve("b.pem"), chain().replace("M", "N"));
    Metrics metrics = new Metrics();
    CertificateMetrics.register(metrics, Map.of());

    assertThat(CertificateMetrics.notAfter(store(broken, "PEM"))).isEmpty();
    assertThat(CertificateMetrics.notAfter(store(directory.resolve("absent"), "PEM"))).isEmpty();
    assertThat(CertificateMetrics.notAfter(store(broken, "PKCS12"))).isEmpty();
    assertThat(metrics.text()).doesNotContain("\nkafka_client_certificate_not_after_seconds ");
  }

  private static Map<String, Object> store(Path file, String type) {
    return Map.of("ssl.keystore.location", file.toString(), "ssl.keystore.type", type);
  }

  private static String key() {
    return "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
  }

  private static String chain() throws IOException {
    try (InputStream in = CertificateMetricsTest.class.getResourceAsStream("/observe/chain.pem")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

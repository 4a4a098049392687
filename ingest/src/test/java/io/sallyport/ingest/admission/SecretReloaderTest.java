package io.sallyport.ingest.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.quickstart.pki.Pki;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.config.Secret;
import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReloaderTest {
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  @TempDir private Path home;
  private final Metrics metrics = new Metrics();
  private Sources sources;
  private SecretReloader reloader;

  @BeforeEach
  void loads() throws IOException {
    Files.createDirectories(home.resolve("sources"));
    secret("one", "first");
    document("[one]", "10m");
    sources = new SourceFiles(home.resolve("sources"), home, ByteCount.ofMib(1)).load();
    reloader = new SecretReloader(sources, files(), metrics);
    reloader.look();
  }

  private SourceFiles files() {
    return new SourceFiles(home.resolve("sources"), home, ByteCount.ofMib(1));
  }

  private void secret(String file, String text) throws IOException {
    Files.writeString(home.resolve(file), text);
  }

  private void document(String files, String maxAge) throws IOException {
    Files.writeString(
        home.resolve("sources/github.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec: {scheme: {preset: github, secretFiles: %s}, maxAge: %s}
        """
            .formatted(files, maxAge));
  }

  private boolean proves(String secret) {
    String value = SenderSignature.github(Secret.of(secret.getBytes(UTF_8)), BODY);
    FakeCall call = new FakeCall(BODY).header("x-hub-signature-256", value);
    SourceDoor door = sources.at("/v1/sources/github").orElseThrow();
    return door.authenticate(call, BODY, Instant.EPOCH) instanceof Verification.Proven;
  }

  private void assertCounts(int accepted, int refused, int stale) {
    assertThat(metrics.text()).contains("ingest_secrets_refused{source=\"github\"} " + stale);
    assertThat(count("accepted")).isEqualTo(accepted);
    assertThat(count("refused")).isEqualTo(refused);
  }

  private int count(String result) {
    String name = "ingest_secret_loads_total{source=\"github\",result=\"" + result + "\"} ";
    return metrics
        .text()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToInt(line -> Integer.parseInt(line.substring(name.length())))
        .findFirst()
        .orElse(0);
  }

  @Test
  void changesNothingWhileTheFilesAreTheSame() {
    reloader.look();

    assertThat(proves("first")).isTrue();
    assertCounts(0, 0, 0);
  }

  @Test
  void takesAChangedSecret() throws IOException {
    secret("one", "second");

    reloader.look();

    assertThat(proves("second")).isTrue();
    assertThat(proves("first")).isFalse();
    assertCounts(1, 0, 0);
  }

  @Test
  void takesBothWhileOneIsRotatedAndDropsTheOldOne() throws IOException {
    secret("two", "second");
    document("[two, one]", "10m");
    reloader.look();
    boolean both = proves("first") && proves("second");

    document("[two]", "10m");
    reloader.look();

    assertThat(both).isTrue();
    assertThat(proves("second")).isTrue();
    assertThat(proves("first")).isFalse();
    assertCounts(2, 0, 0);
  }

  @Test
  void goesOnWithTheOldSecretsWhenOneIsBadAndSaysSoOnce() throws IOException {
    secret("one", "\n");
    reloader.look();
    reloader.look();
    boolean during = proves("first");
    assertCounts(0, 1, 1);

    secret("one", "second");
    reloader.look();

    assertThat(during).isTrue();
    assertThat(proves("second")).isTrue();
    assertCounts(1, 1, 0);
  }

  @Test
  void goesOnWithoutAFileThatIsGone() throws IOException {
    Files.delete(home.resolve("one"));

    reloader.look();

    assertThat(proves("first")).isTrue();
    assertCounts(0, 1, 1);
  }

  @Test
  void goesOnWhenTheDocumentDoesNotLoad() throws IOException {
    document("one", "10m");

    reloader.look();

    assertThat(proves("first")).isTrue();
    assertCounts(0, 1, 1);
  }

  @Test
  void neverOpensASecretThatTheValidatorVerifiesWith() throws IOException {
    Files.writeString(
        home.resolve("sources/blind.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: blind}
        spec:
          scheme: {preset: github, verifiedBy: validator, secretFiles: [not-at-ingest]}
          forwardHeaders: [x-hub-signature-256]
        """);
    Metrics own = new Metrics();

    new SecretReloader(files().load(), files(), own).look();

    assertThat(own.text()).contains("ingest_secrets_refused{source=\"blind\"} 0");
  }

  @Test
  void takesASecretAlthoughAnotherDocumentDoesNotLoad() throws IOException {
    Path other = Files.writeString(home.resolve("sources/other.yaml"), "kind: [");
    secret("one", "second");

    reloader.look();

    assertThat(proves("second")).isTrue();
    assertCounts(1, 0, 0);
    assertThat(metrics.text()).contains("ingest_secrets_refused{source=\"unknown\"} 1");
    Files.delete(other);
    reloader.look();
    assertThat(metrics.text()).contains("ingest_secrets_refused{source=\"unknown\"} 0");
  }

  @Test
  void takesNeitherOfTwoDocumentsWithOneName() throws IOException {
    secret("two", "second");
    document("[two]", "10m");
    Files.copy(home.resolve("sources/github.yaml"), home.resolve("sources/again.yaml"));

    reloader.look();

    assertThat(proves("first")).isTrue();
    assertCounts(0, 1, 1);
  }

  /** Secrets of a source that somebody took away must not look as if they were kept up to date. */
  @Test
  void saysThatADocumentIsGone() throws IOException {
    Files.delete(home.resolve("sources/github.yaml"));
    secret("one", "second");

    reloader.look();
    reloader.look();

    assertThat(proves("first")).isTrue();
    assertCounts(0, 1, 1);
  }

  @Test
  void saysThatTheDirectoryIsGone() throws IOException {
    Files.move(home.resolve("sources"), home.resolve("elsewhere"));

    reloader.look();

    assertThat(proves("first")).isTrue();
    assertCounts(0, 1, 1);
  }

  @Test
  void takesNoOtherChangeOfTheDocumentWithoutARestart() throws IOException {
    secret("two", "second");
    document("[two]", "20m");

    reloader.look();

    assertThat(proves("first")).isTrue();
    assertThat(proves("second")).isFalse();
    assertCounts(0, 1, 1);
  }

  @Test
  void showsWhenTheAuthorityOfASourceEnds() throws Exception {
    Pki.openOrCreate(home.resolve("authority")).issue("orders", home.resolve("orders"));
    Files.writeString(
        home.resolve("sources/orders.yaml"),
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: orders}
        spec: {scheme: {preset: mtls, keyFiles: [orders/ca.pem], names: ['subject:CN=orders']}}
        """);
    Metrics shown = new Metrics();
    var _ = new SecretReloader(files().load(), files(), shown);

    String name = "ingest_source_key_not_after_seconds{source=";
    assertThat(shown.text())
        .contains(name + "\"orders\"} " + end(home.resolve("orders/ca.pem")))
        .doesNotContain(name + "\"github\"");
  }

  private static long end(Path file) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate authority = (X509Certificate) factory.generateCertificate(in);
      return authority.getNotAfter().toInstant().getEpochSecond();
    }
  }
}

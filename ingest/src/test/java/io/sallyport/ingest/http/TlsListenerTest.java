package io.sallyport.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.evidence.form.CertificateForm;
import io.sallyport.quickstart.pki.Pki;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS of the listener's own: both protocols, certificates of clients, and files that change. */
class TlsListenerTest extends RawTls {
  private static final String REQUEST =
      "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\na";

  private final List<List<String>> certificates = new CopyOnWriteArrayList<>();

  @Override
  Answer answer(Call call) {
    if (call.body(ByteCount.ofKib(1)) instanceof Body.Whole whole) {
      bodies.add(new String(whole.bytes(), ISO_8859_1));
      certificates.add(call.headers(CertificateForm.HEADER));
    }
    return new Answer.Accepted(new UUID(0, bodies.size()));
  }

  private HttpResponse<String> post(HttpClient.Version version, Path own) throws IOException {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(client(own)).version(version).build()) {
      URI uri = URI.create("https://localhost:" + port() + "/x");
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("hello")).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void speaksWhatTheClientAsksFor(HttpClient.Version version) throws IOException {
    HttpResponse<String> response = post(version, directory.resolve("nobody"));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.version()).isEqualTo(version);
    assertThat(bodies).containsExactly("hello");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void handsOverTheCertificateOfTheClient(HttpClient.Version version) throws Exception {
    post(version, directory.resolve("orders"));
    post(version, directory.resolve("nobody"));

    X509Certificate own = PemFiles.certificates(directory.resolve("orders/client.pem")).getFirst();
    String encoded = java.util.Base64.getEncoder().encodeToString(own.getEncoded());
    assertThat(certificates).containsExactly(List.of(encoded), List.of());
  }

  @Test
  void letsNoCertificateOfAStrangerIn() {
    Pki stranger = Pki.openOrCreate(directory.resolve("stranger"));
    stranger.issue("orders", directory.resolve("impostor"));

    assertThatThrownBy(() -> post(HttpClient.Version.HTTP_1_1, directory.resolve("impostor")))
        .isInstanceOf(IOException.class);
    assertThat(bodies).isEmpty();
  }

  @Test
  void answersNothingInTheClear() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(8_000);
      RawHttp.write(socket, REQUEST);

      assertThat(RawHttp.readAll(socket)).doesNotContain("HTTP/1.1 202");
    }
    assertThat(bodies).isEmpty();
  }

  /** A renewed certificate of the same authority, and a connection that is open meanwhile. */
  @Test
  void takesAChangedCertificateWithoutARestart() throws Exception {
    BigInteger before = serial();
    try (SSLSocket open = connect("http/1.1")) {
      Pki.openOrCreate(directory.resolve("authority"))
          .issueServer("ingest", directory.resolve("renewed"));
      replace(directory.resolve("renewed/client.pem"));

      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(serial()).isNotEqualTo(before));
      RawHttp.write(open, REQUEST);
      assertThat(head(open.getInputStream())).startsWith("HTTP/1.1 202");
    }
    assertThat(metrics.text()).contains("ingest_tls_loads_total{result=\"accepted\"} 1");
    assertEnds("listener", directory.resolve("server/client.pem"));
  }

  @Test
  void showsWhenItsCertificateAndTheAuthoritiesEnd() {
    assertEnds("listener", directory.resolve("server/client.pem"));
    assertEnds("clients", directory.resolve("server/ca.pem"));
    assertThat(listener().isBlind()).isFalse();
  }

  private void assertEnds(String certificate, Path file) {
    long end =
        PemFiles.certificates(file).stream()
            .mapToLong(each -> each.getNotAfter().toInstant().getEpochSecond())
            .min()
            .orElseThrow();
    assertThat(metrics.text())
        .contains("ingest_tls_not_after_seconds{certificate=\"" + certificate + "\"} " + end);
  }

  @Test
  void takesNoKeyThatOthersMayRead() throws IOException {
    Path own = directory.resolve("server/client.pem");
    PublicKey owner = PemFiles.certificates(own).getFirst().getPublicKey();
    assertThat(PemFiles.key(own, owner)).isNotNull();

    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("r--r-----"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PemFiles.key(own, owner))
        .withMessageContaining("others may read this private key");
  }

  @Test
  void goesOnWithTheOldOneWhereTheNewIsOfNoUse() throws Exception {
    BigInteger before = serial();
    replace(Files.writeString(directory.resolve("broken"), "no certificate"));

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(metrics.text()).contains("\ningest_tls_refused 1\n"));
    assertThat(serial()).isEqualTo(before);
    assertThat(metrics.text()).contains("ingest_tls_loads_total{result=\"refused\"} 1");
  }

  private void replace(Path file) throws IOException {
    Files.move(
        file,
        directory.resolve("server/client.pem"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private BigInteger serial() throws IOException {
    try (SSLSocket socket = connect("http/1.1")) {
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSerialNumber();
    }
  }

  /** One connection that is used again and again is none that drips. */
  @Test
  void keepsConnectionsThatAreUsed() throws Exception {
    try (SSLSocket socket = connect("http/1.1")) {
      InputStream in = socket.getInputStream();
      for (int count = 0; count < 12; count++) {
        RawHttp.write(socket, REQUEST);
        String head = head(in);
        assertThat(head).startsWith("HTTP/1.1 202");
        in.skipNBytes(length(head));
        Thread.sleep(250);
      }
    }
    assertThat(bodies).hasSize(12);
  }

  private static int length(String head) {
    int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
    return Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
  }

  @Test
  void closesConnectionsThatDripTheirHead() throws Exception {
    int drips = 0;
    SSLSocket dripping = connect("http/1.1");
    try (dripping) {
      RawHttp.write(dripping, "POST /x HTTP/1.1\r\nHost: h\r\n");
      for (; drips < 40; drips++) {
        RawHttp.write(dripping, "X-" + drips + ": a\r\n");
        Thread.sleep(200);
      }
    } catch (IOException closed) {
      assertThat(closed).isInstanceOfAny(SSLException.class, java.net.SocketException.class);
    }
    assertThat(drips).isLessThan(40);
  }

  @Test
  void closesConnectionsThatNeverShakeHands() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(8_000);

      assertThat(RawHttp.readAll(socket)).isEmpty();
    }
  }

  @Test
  void startsWithAPairOnly() throws IOException {
    TlsFiles good = files();
    Path nothing = Files.writeString(directory.resolve("nothing"), "nothing");
    Files.setPosixFilePermissions(nothing, PosixFilePermissions.fromString("r--------"));
    Path other = directory.resolve("orders/client.pem");

    assertThatThrownBy(() -> start(with(good.certificate(), other), new Metrics()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("listen.tls: " + other + " holds the key of another certificate");
    assertThatThrownBy(() -> start(with(good.certificate(), nothing), new Metrics()))
        .hasMessageContaining("holds no private key in PEM");
    assertThatThrownBy(() -> start(with(nothing, good.key()), new Metrics()))
        .hasMessageContaining(nothing.toString());
    assertThatThrownBy(() -> start(with(directory.resolve("absent"), good.key()), new Metrics()))
        .hasMessageContaining("absent cannot be read");
  }

  private static TlsFiles with(Path certificate, Path key) {
    return new TlsFiles(certificate, key, List.of(), Duration.ofMinutes(1));
  }
}

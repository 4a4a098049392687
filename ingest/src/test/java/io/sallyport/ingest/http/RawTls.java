package io.sallyport.ingest.http;

import io.sallyport.quickstart.pki.Pki;
import io.sallyport.service.config.ByteCount;
import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The real listener with TLS, and clients of the same authority. */
abstract class RawTls {
  static final HttpLimits LIMITS =
      new HttpLimits(8, 2, ByteCount.ofKib(2), 16, Duration.ofSeconds(1), Duration.ofSeconds(2));

  @TempDir Path directory;
  final List<String> bodies = new CopyOnWriteArrayList<>();
  final Metrics metrics = new Metrics();
  private Optional<HttpListener> listener = Optional.empty();

  /** What stands behind the listener. */
  abstract Answer answer(Call call);

  @BeforeEach
  void listen() {
    Pki pki = Pki.openOrCreate(directory.resolve("authority"));
    pki.issueServer("ingest", directory.resolve("server"));
    pki.issue("orders", directory.resolve("orders"));
    listener = Optional.of(start(files(), metrics));
  }

  HttpListener start(TlsFiles files, Metrics noted) {
    return HttpListener.start(
        new HttpAddress("127.0.0.1", 0, Optional.of(files)), LIMITS, noted, this::answer);
  }

  /** Key and certificate are in one file here, as the quickstart writes them. */
  TlsFiles files() {
    Path own = directory.resolve("server/client.pem");
    return new TlsFiles(
        own, own, List.of(directory.resolve("server/ca.pem")), Duration.ofMillis(200));
  }

  @AfterEach
  void stop() {
    listener.ifPresent(HttpListener::close);
  }

  HttpListener listener() {
    return listener.orElseThrow();
  }

  int port() {
    return listener().port();
  }

  /**
   * A client that believes the authority, with the certificate in this directory if there is one.
   */
  SSLContext client(Path own) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "ca", PemFiles.certificates(directory.resolve("server/ca.pem")).getFirst());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(own).getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyManagerFactory keys(Path own) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Path file = own.resolve("client.pem");
    if (Files.exists(file)) {
      List<X509Certificate> chain = PemFiles.certificates(file);
      store.setKeyEntry(
          "own",
          PemFiles.key(file, chain.getFirst().getPublicKey()),
          "x".toCharArray(),
          chain.toArray(X509Certificate[]::new));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, "x".toCharArray());
    return keys;
  }

  SSLSocket connect(String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            client(directory.resolve("nobody"))
                .getSocketFactory()
                .createSocket("127.0.0.1", port());
    socket.setSoTimeout(8_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Reads up to and with the end of a response's head. */
  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }
}

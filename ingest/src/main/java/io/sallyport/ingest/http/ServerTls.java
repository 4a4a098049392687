package io.sallyport.ingest.http;

import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.Secret;
import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Gauge;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener's certificate, key and client authorities; changed files count for connections that
 * are made from then on. What does not load is reported once and changes nothing. {@link #look} is
 * for one thread.
 */
final class ServerTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  /** Protects nothing: the key store never leaves memory. */
  private static final String IN_MEMORY = "in-memory";

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final TlsFiles files;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final Counter loads;
  private final Gauge refused;
  private Digest taken;
  private String reported = "";
  private volatile boolean isClosed;

  private ServerTls(TlsFiles files, Metrics metrics) {
    this.files = files;
    this.taken = stamp(files);
    this.loads =
        metrics.counter(
            "ingest_tls_loads_total",
            "Files of TLS that were found changed, and whether they are in use now.",
            "result");
    this.refused =
        metrics.gauge("ingest_tls_refused", "1 while TLS goes on with the files of before.");
    refused.set(0);
  }

  /** With what the files hold now; throws {@link StartException} if that is of no use. */
  static ServerTls load(TlsFiles files, Metrics metrics) {
    try {
      ServerTls tls = new ServerTls(files, metrics);
      tls.factory.setIncludeProtocols(PROTOCOLS);
      tls.factory.setRenegotiationAllowed(false);
      tls.factory.setWantClientAuth(!files.clients().isEmpty());
      Stores.of(files).into(tls.factory);
      return tls;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new StartException("listen.tls: " + e.getMessage(), e);
    }
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Looks at the files as often as they say, until it is closed. */
  void watch() {
    Thread.ofVirtual()
        .name("tls")
        .uncaughtExceptionHandler(
            (thread, error) -> LOG.error("files of TLS are no longer looked at: restart", error))
        .start(this::repeat);
  }

  private void repeat() {
    try {
      while (!isClosed) {
        Thread.sleep(files.reload());
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. */
  @SuppressWarnings("IllegalCatch") // what SslContextFactory.reload declares
  void look() {
    try {
      Digest now = stamp(files);
      if (!now.equals(taken)) {
        Stores stores = Stores.of(files);
        stores.tryOut();
        factory.reload(stores::into);
        taken = now;
        loads.increment("accepted");
        LOG.atInfo().log("certificate and key changed and are in use for new connections");
      }
      reported = "";
      refused.set(0);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      refuse(String.valueOf(e.getMessage()), e);
    } catch (Exception e) {
      refuse("the certificate or key cannot be used", e);
    }
  }

  private void refuse(String reason, Exception trouble) {
    refused.set(1);
    if (reason.equals(reported)) {
      return;
    }
    reported = reason;
    loads.increment("refused");
    LOG.atError()
        .addKeyValue("reason", reason)
        .setCause(trouble)
        .log("changed files of TLS are not taken, those of before go on: mend the file");
  }

  @Override
  public void close() {
    isClosed = true;
  }

  private static Digest stamp(TlsFiles files) {
    List<Path> all = new ArrayList<>(List.of(files.certificate(), files.key()));
    all.addAll(files.clients());
    Digest stamp = Digest.of(new byte[0]);
    for (Path file : all) {
      stamp = Digest.of(stamp.toArray(), Digest.sha256(Secret.read(file).bytes()));
    }
    return stamp;
  }

  /** What Jetty takes, made from the files. */
  private record Stores(KeyStore own, KeyStore clients) {
    static Stores of(TlsFiles files) {
      List<X509Certificate> chain = PemFiles.certificates(files.certificate());
      try {
        X509Certificate certificate = chain.getFirst();
        certificate.checkValidity();
        KeyStore own = empty();
        own.setKeyEntry(
            "listener",
            PemFiles.key(files.key(), certificate.getPublicKey()),
            IN_MEMORY.toCharArray(),
            chain.toArray(X509Certificate[]::new));
        KeyStore clients = empty();
        for (Path file : files.clients()) {
          for (X509Certificate authority : PemFiles.certificates(file)) {
            clients.setCertificateEntry("client-" + clients.size(), authority);
          }
        }
        return new Stores(own, clients);
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalArgumentException(
            files.certificate() + " has expired, is not valid yet, or cannot be used", e);
      }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    }

    /** Fails where Jetty could not use them: its reload gives up the former ones first. */
    void tryOut() throws Exception {
      SslContextFactory.Server trial = new SslContextFactory.Server();
      into(trial);
      trial.start();
      trial.stop();
    }

    void into(SslContextFactory factory) {
      factory.setKeyStore(own);
      factory.setKeyStorePassword(IN_MEMORY);
      factory.setTrustStore(clients);
    }
  }
}

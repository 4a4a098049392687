package io.sallyport.ingest.http;

import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.Secret;
import io.sallyport.service.process.StartException;
import io.sallyport.service.process.Watch;
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
final class ServerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  /** Protects nothing: the key store never leaves memory. */
  private static final String IN_MEMORY = "in-memory";

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final TlsFiles files;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final TlsMetrics metrics;
  private Digest taken;
  private String reported = "";

  private ServerTls(TlsFiles files, TlsMetrics metrics) {
    this.files = files;
    this.metrics = metrics;
    this.taken = stamp(files);
  }

  /** With what the files hold now; throws {@link StartException} if that is of no use. */
  static ServerTls load(TlsFiles files, TlsMetrics metrics) {
    try {
      ServerTls tls = new ServerTls(files, metrics);
      tls.factory.setIncludeProtocols(PROTOCOLS);
      tls.factory.setRenegotiationAllowed(false);
      tls.factory.setWantClientAuth(!files.clients().isEmpty());
      Stores stores = Stores.of(files);
      stores.into(tls.factory);
      stores.show(metrics);
      metrics.current();
      return tls;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new StartException("listen.tls: " + e.getMessage(), e);
    }
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Looks at the files as often as they say, until it is closed. */
  Watch watch() {
    return Watch.every(files.reload(), "tls", this::look);
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
        stores.show(metrics);
        metrics.loaded();
        LOG.atInfo().log("certificate and key changed and are in use for new connections");
      }
      reported = "";
      metrics.current();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      refuse(String.valueOf(e.getMessage()), e);
    } catch (Exception e) {
      refuse("the certificate or key cannot be used", e);
    }
  }

  private void refuse(String reason, Exception trouble) {
    boolean isNews = !reason.equals(reported);
    metrics.refused(isNews);
    if (!isNews) {
      return;
    }
    reported = reason;
    LOG.atError()
        .addKeyValue("reason", reason)
        .setCause(trouble)
        .log("changed files of TLS are not taken, those of before go on: mend the file");
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
  private record Stores(
      KeyStore own,
      KeyStore clients,
      List<X509Certificate> chain,
      List<X509Certificate> authorities) {
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
        List<X509Certificate> authorities =
            files.clients().stream().flatMap(file -> PemFiles.certificates(file).stream()).toList();
        KeyStore clients = empty();
        for (X509Certificate authority : authorities) {
          clients.setCertificateEntry("client-" + clients.size(), authority);
        }
        return new Stores(own, clients, chain, authorities);
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

    void show(TlsMetrics metrics) {
      metrics.inUse(chain, authorities);
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

package io.sallyport.executor.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.target.AddressRule;
import io.sallyport.executor.target.Cidr;
import io.sallyport.executor.target.Target;
import io.sallyport.quickstart.pki.Pki;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that proves who it is, to a JVM that trusts one authority. */
@Tag("CSF-PR.DS")
class HttpTlsTest {
  private static final AddressRule LOOPBACK =
      new AddressRule(List.of(Cidr.parse("127.0.0.0/8").orElseThrow()));

  private final SSLContext usual = usual();
  private final AtomicInteger requests = new AtomicInteger();

  @TempDir private Path home;
  private Pki trusted;

  @BeforeEach
  void trustsOneAuthority() throws IOException, GeneralSecurityException {
    trusted = Pki.openOrCreate(home.resolve("trusted"));
    Path store = home.resolve("trust.jks");
    trusted.writeTrustStore(store);
    KeyStore authorities = KeyStore.getInstance("JKS");
    try (InputStream in = Files.newInputStream(store)) {
      authorities.load(in, null);
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }

  @AfterEach
  void trustsAsBefore() {
    SSLContext.setDefault(usual);
  }

  @Test
  void performsAtTargetThatProvesItsName() throws IOException {
    assertThat(performed(trusted, "127.0.0.1")).isInstanceOf(Performed.Succeeded.class);
    assertThat(requests).hasValue(1);
  }

  @Test
  void sendsNothingToTargetOfAnotherName() throws IOException {
    assertThat(performed(trusted, "127.0.0.2"))
        .isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
    assertThat(requests).hasValue(0);
  }

  @Test
  void sendsNothingToTargetOfAnotherAuthority() throws IOException {
    Pki other = Pki.openOrCreate(home.resolve("other"));

    assertThat(performed(other, "127.0.0.1"))
        .isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
    assertThat(requests).hasValue(0);
  }

  /** What comes of a request to that name of a server with a certificate of {@code authority}. */
  private Performed performed(Pki authority, String host) throws IOException {
    Path server = home.resolve("server");
    authority.issueServer("target", server);
    InetSocketAddress free = new InetSocketAddress(InetAddress.ofLiteral(host), 0);
    HttpsServer https = HttpsServer.create(free, 10);
    https.setHttpsConfigurator(
        new HttpsConfigurator(Pki.serverContext(server.resolve("client.pem"))));
    https.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    https.start();
    try {
      String origin = "https://" + host + ":" + https.getAddress().getPort();
      HttpSpec spec = HttpTrial.spec(Target.parse(origin, LOOPBACK), LOOPBACK);
      return new HttpTrial(home).perform(new HttpHandler(spec), "staging");
    } finally {
      https.stop(0);
    }
  }

  private static SSLContext usual() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

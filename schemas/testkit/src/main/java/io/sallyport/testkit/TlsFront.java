package io.sallyport.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * HTTPS that asks for a client certificate and for a credential, in front of a plain HTTP server of
 * this machine: what a managed service is. Answers one request after the other, on a thread of its
 * own.
 */
public final class TlsFront implements AutoCloseable {
  private static final char[] NO_PASSWORD = {};
  private static final int UNAUTHENTICATED = 401;

  private final HttpsServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI behind;
  private volatile List<String> credentials;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private TlsFront(HttpsServer server, URI behind, List<String> credentials) {
    this.server = server;
    this.behind = behind;
    this.credentials = List.copyOf(credentials);
  }

  /**
   * Listens on a free port.
   *
   * @param host a loopback address
   * @param files has {@code client.pem}, an EC key and its chain, and {@code ca.pem}
   * @param behind what it is in front of
   * @param credentials the values of {@code Authorization} that it lets through
   */
  public static TlsFront start(String host, Path files, URI behind, List<String> credentials)
      throws IOException, GeneralSecurityException {
    HttpsServer server = HttpsServer.create(new InetSocketAddress(host, 0), 0);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(
        keys(files.resolve("client.pem")).getKeyManagers(),
        trust(files.resolve("ca.pem")).getTrustManagers(),
        null);
    server.setHttpsConfigurator(new AsksForCertificates(context));
    TlsFront front = new TlsFront(server, behind, credentials);
    server.createContext("/", front::answer);
    server.start();
    return front;
  }

  /** Lets those credentials through from now on, and no others. */
  public void knows(List<String> others) {
    credentials = List.copyOf(others);
  }

  /** As {@code Authorization} has a user and a password. */
  public static String basic(String user, String password) {
    byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /** The address in front, with the path of what is behind. */
  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "https://%s:%d%s"
            .formatted(address.getHostString(), address.getPort(), behind.getRawPath()));
  }

  /** The requests that came through TLS, with the status of each answer. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String credential = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (credential == null || !credentials.contains(credential)) {
      send(exchange, UNAUTHENTICATED, "{\"error_code\": 401, \"message\": \"Unauthorized\"}");
      return;
    }
    URI to = behind.resolve(exchange.getRequestURI().getRawPath());
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      send(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void send(HttpExchange exchange, int status, String body) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + status);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static KeyManagerFactory keys(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file);
    String begin = "-----BEGIN PRIVATE KEY-----";
    int start = text.indexOf(begin) + begin.length();
    byte[] der =
        Base64.getMimeDecoder().decode(text.substring(start, text.indexOf("-----END", start)));
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    String chain = text.substring(text.indexOf("-----BEGIN CERTIFICATE-----"));
    store.setKeyEntry("server", key, NO_PASSWORD, certificates(chain));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, NO_PASSWORD);
    return managers;
  }

  private static TrustManagerFactory trust(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    for (Certificate each : certificates(Files.readString(file))) {
      store.setCertificateEntry("authority-" + store.size(), each);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers;
  }

  private static Certificate[] certificates(String pem)
      throws IOException, GeneralSecurityException {
    try (InputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .toArray(Certificate[]::new);
    }
  }

  /** Nobody without a certificate of its authority. */
  private static final class AsksForCertificates extends HttpsConfigurator {
    AsksForCertificates(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters asks = getSSLContext().getDefaultSSLParameters();
      asks.setNeedClientAuth(true);
      parameters.setSSLParameters(asks);
    }
  }
}

package io.sallyport.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.quickstart.pki.Pki;
import io.sallyport.service.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo target does what an authorised caller asks, and records all that it did. */
class DemoTargetTest {
  private static final String BODY = "{\"repository\":\"acme/shop\",\"commit\":\"c0ffee\"}";
  private static final String PATH = "/environments/staging/deployments";
  private static final int MAX_BODY = 256;

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private DemoTarget target;

  @BeforeEach
  void starts() throws IOException {
    Files.writeString(directory.resolve("token"), "correct\n");
    target = start("");
  }

  @AfterEach
  void stops() {
    target.close();
    client.close();
  }

  @Test
  void recordsAnEffectBeforeItAnswers() throws IOException, InterruptedException {
    int status = post(PATH, "correct", BODY);

    assertThat(status).isEqualTo(201);
    assertThat(effects())
        .content()
        .endsWith(
            "\"environment\":\"staging\",\"repository\":\"acme/shop\","
                + "\"commit\":\"c0ffee\",\"idempotencyKey\":\"action-1\"}\n");
  }

  @Test
  void performsWhatHasAnyName() throws IOException, InterruptedException {
    int status = post("/actions/Ship", "correct", "{\"order\":\"A-1\",\"parcels\":2}");

    assertThat(status).isEqualTo(201);
    assertThat(effects())
        .content()
        .endsWith(
            "\"action\":\"Ship\",\"fields\":{\"order\":\"A-1\",\"parcels\":2},"
                + "\"idempotencyKey\":\"action-1\"}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"a\":1,\"a\":2}"})
  void performsNothingOfABodyThatIsNoObject(String body) throws IOException, InterruptedException {
    int status = post("/actions/Ship", "correct", body);

    assertThat(status).isEqualTo(422);
    assertThat(effects()).isEmptyFile();
  }

  @Test
  void performsNothingForAnotherToken() throws IOException, InterruptedException {
    assertThat(post("/actions/Ship", "wrong", "{}")).isEqualTo(401);
    assertThat(effects()).isEmptyFile();
  }

  @Test
  void recordsARepetitionToo() throws IOException, InterruptedException {
    post(PATH, "correct", BODY);

    post(PATH, "correct", BODY);

    assertThat(Files.readAllLines(effects())).hasSize(2);
  }

  @Test
  void listsItsEffects() throws IOException, InterruptedException {
    post(PATH, "correct", BODY);

    String listed = get("/effects");

    assertThat(effects()).hasContent(listed);
  }

  @Test
  void listsNothingBeforeTheFirstEffect() throws IOException, InterruptedException {
    assertThat(get("/effects")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "correc", "correctcorrect"})
  void refusesAnotherToken(String token) throws IOException, InterruptedException {
    int status = post(PATH, token, BODY);

    assertThat(status).isEqualTo(401);
    assertThat(effects()).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"repository\":\"acme/shop\"}", "{\"commit\":1}"})
  void refusesABodyThatSaysTooLittle(String body) throws IOException, InterruptedException {
    int status = post(PATH, "correct", body);

    assertThat(status).isEqualTo(422);
    assertThat(effects()).isEmptyFile();
  }

  @Test
  void refusesABodyAboveItsLimit() throws IOException, InterruptedException {
    int atLimit = post(PATH, "correct", BODY + " ".repeat(MAX_BODY - BODY.length()));
    int above = post(PATH, "correct", BODY + " ".repeat(MAX_BODY - BODY.length() + 1));

    assertThat(atLimit).isEqualTo(201);
    assertThat(above).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/environments//deployments",
        "/environments/a/b/deployments",
        "/actions",
        "/actions/",
        "/actions/Ship/now"
      })
  void knowsNoOtherPath(String path) throws IOException, InterruptedException {
    assertThat(post(path, "correct", BODY)).isEqualTo(404);
  }

  @Test
  void keepsItsEffectsOverARestart() throws IOException, InterruptedException {
    post(PATH, "correct", BODY);
    target.close();

    target = start("");

    assertThat(get("/effects").lines()).hasSize(1);
  }

  @Test
  void waitsAsLongAsItIsTold() throws IOException, InterruptedException {
    target.close();
    target = start("  delayBefore: 30ms\n  delayAfter: 20ms\n");
    long start = System.nanoTime();

    post(PATH, "correct", BODY);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void speaksTlsToWhoeverTrustsItsAuthority() throws Exception {
    Pki pki = Pki.openOrCreate(directory.resolve("ca"));
    pki.issueServer("target", directory.resolve("tls"));
    pki.writeTrustStore(directory.resolve("trust.jks"));
    target.close();
    target = start("  tls: tls/client.pem\n");
    URI address = URI.create("https://127.0.0.1:" + target.port() + "/readyz");
    var request = HttpRequest.newBuilder(address).build();

    try (HttpClient trusting = HttpClient.newBuilder().sslContext(trust()).build()) {
      assertThat(trusting.send(request, BodyHandlers.ofString()).body()).isEqualTo("ready\n");
    }
    assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void refusesUnknownSettings() {
    assertThatThrownBy(() -> start("  delayBehind: 5ms\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("delayBehind");
  }

  private SSLContext trust() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(directory.resolve("trust.jks").toFile(), (char[]) null);
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private DemoTarget start(String more) throws IOException {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Target
        metadata: {name: target}
        spec:
          listen: {host: 127.0.0.1, port: 0}
          tokenFile: token
          maxBody: 256B
        """;
    Path file = Files.writeString(directory.resolve("config.yaml"), text + more);
    return DemoTarget.start(TargetConfig.read(file));
  }

  private Path effects() {
    return directory.resolve("effects.jsonl");
  }

  private int post(String path, String token, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address(path))
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", "action-1")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address(path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + target.port() + path);
  }
}

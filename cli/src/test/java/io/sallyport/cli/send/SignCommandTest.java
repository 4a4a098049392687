package io.sallyport.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.signature.Verification;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.service.config.ConfigFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignCommandTest {
  private static final byte[] BODY = "{\"n\":1}\n".getBytes(UTF_8);
  private static final String SECRET = "a secret of the sender";
  private static final String OCT =
      "{\"kty\":\"oct\",\"kid\":\"o-1\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}";
  private static final String MESSAGE =
      "message-signatures, message: {components: ['@method', '@target-uri', content-type,"
          + " content-digest, content-length, date, x-id], id: x-id, tag: t,"
          + " target: 'https://hooks.example/v1/sources/s'}";
  private static final String HMAC =
      "hmac, hmac: {algorithm: sha512, encoding: base64, signature: {header: x-sig},"
          + " timestamp: {header: x-t}, id: x-id, signed: '{header:x-id}.{timestamp}.{body}'}";

  @TempDir private Path home;
  private final Screen screen = new Screen();

  @BeforeEach
  void hasSecrets() throws IOException {
    SigningKey key = SigningKey.generate();
    KeyFile.writePrivate(home.resolve("key"), key);
    KeyFile.writePublic(home.resolve("jwk"), key.jwk());
    Files.writeString(home.resolve("hex"), key.jwk().x().hex());
    String whpk = "whpk_" + Base64.getEncoder().encodeToString(key.jwk().x().toArray());
    Files.writeString(home.resolve("whpk"), whpk);
    String jwk = key.jwk().canonical().replace("}", ",\"kid\":\"" + key.keyId() + "\"}");
    Files.writeString(home.resolve("keys"), "{\"keys\":[" + jwk + "]}");
    Files.writeString(home.resolve("agents"), jwk.replace("}", ",\"sub\":\"planner\"}"));
    Files.writeString(home.resolve("oct"), OCT);
    Files.writeString(home.resolve("secret"), SECRET + "\n");
    Files.writeString(home.resolve("whsec"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    Files.write(home.resolve("body.json"), BODY);
  }

  private String path(String name) {
    return home.resolve(name).toString();
  }

  private int sign(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("sign"), Arrays.stream(arguments)).toArray(String[]::new);
    return CommandTree.of(screen.console(), new ByteArrayInputStream(BODY)).execute(all);
  }

  /** What ingest would say of these headers. */
  private Verification verify(String scheme) {
    Map<String, List<String>> headers =
        screen
            .out()
            .lines()
            .map(line -> line.split(": ", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0].toLowerCase(Locale.ROOT), pair -> List.of(pair[1])));
    return SourceVerifier.atIngest(source(scheme))
        .verify(name -> headers.getOrDefault(name, List.of()), BODY, Instant.now());
  }

  private SourceSpec source(String scheme) {
    return SourceReader.read(ConfigFile.parse("s.yaml", document(scheme), home).getFirst());
  }

  private static String document(String scheme) {
    return """
    apiVersion: sallyport/v1
    kind: Source
    metadata: {name: s}
    spec:
      {scheme: {preset: %s},
      forwardHeaders: [x-signature-ed25519, x-signature-timestamp, webhook-id, webhook-timestamp,
        webhook-signature, x-id, x-t, x-sig, x-jws-signature, content-digest, date,
        signature-input, signature]}
    """
        .formatted(scheme);
  }

  @ParameterizedTest
  @CsvSource({
    "slack, secret, secretFiles: [secret]",
    "stripe, secret, secretFiles: [secret]",
    "shopify, secret, secretFiles: [secret]",
    "pagerduty, secret, secretFiles: [secret]",
    "standard-webhooks, whsec, secretFiles: [whsec]",
    "standard-webhooks, key, keyFiles: [whpk]",
    "discord, key, keyFiles: [hex]",
    "ed25519, key, keyFiles: [jwk]"
  })
  void signsAsIngestVerifies(String preset, String secret, String keys) {
    assertThat(sign(preset, path("body.json"), "--secret", path(secret))).isZero();

    assertThat(verify(preset + ", " + keys)).isInstanceOf(Verification.Proven.class);
    assertThat(screen.out()).doesNotContain(SECRET);
  }

  @Test
  void signsWhatGithubDoes() {
    assertThat(sign("github", "-", "--event", "push", "--secret", path("secret"))).isZero();

    assertThat(verify("github, secretFiles: [secret]")).isInstanceOf(Verification.Proven.class);
  }

  @Test
  void signsWhatADocumentDescribes() throws IOException {
    String scheme = HMAC + ", secretFiles: [secret]";
    Files.writeString(home.resolve("acme.yaml"), document(scheme));

    int code =
        sign(
            "hmac",
            path("body.json"),
            "--document",
            path("acme.yaml"),
            "--secret",
            path("secret"),
            "--id",
            "order-7");

    assertThat(code).isZero();
    assertThat(verify(scheme))
        .isInstanceOfSatisfying(
            Verification.Proven.class,
            proven -> assertThat(proven.claims().id()).contains("order-7"));
  }

  @ParameterizedTest
  @CsvSource({"key, keyFiles: [keys]", "oct, secretFiles: [oct]"})
  void signsMessages(String secret, String keys) throws IOException {
    String scheme = MESSAGE + ", " + keys;
    Files.writeString(home.resolve("acme.yaml"), document(scheme));

    int code =
        sign(
            "message-signatures",
            path("body.json"),
            "--document",
            path("acme.yaml"),
            "--secret",
            path(secret),
            "--id",
            "order-7");

    assertThat(code).isZero();
    assertThat(verify(scheme))
        .isInstanceOfSatisfying(
            Verification.Proven.class,
            proven -> assertThat(proven.claims().id()).contains("order-7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "}, dedupe: {by: idempotencyKey"})
  void signsAsAnAgent(String dedupe) throws IOException {
    String scheme = "jws-detached, keyFiles: [agents]" + dedupe;
    Files.writeString(home.resolve("agents.yaml"), document(scheme));

    int code =
        sign(
            "jws-detached",
            path("body.json"),
            "--secret",
            path("key"),
            "--source",
            "s",
            "--document",
            path("agents.yaml"),
            "--agent",
            "planner",
            "--id",
            "p-1");

    assertThat(code).isZero();
    assertThat(verify(scheme))
        .isInstanceOfSatisfying(
            Verification.Proven.class,
            proven -> {
              assertThat(proven.claims().id()).contains("p-1");
              assertThat(proven.claims().subject()).contains("planner");
            });
  }

  @Test
  void printsACurlCommandForAnyIngest() {
    int code =
        sign(
            "stripe",
            path("body.json"),
            "--secret",
            path("secret"),
            "--print",
            "--to",
            "http://127.0.0.1:9/",
            "--source",
            "pay");

    assertThat(code).isZero();
    assertThat(screen.out())
        .startsWith("curl ")
        .contains("'Stripe-Signature: t=")
        .contains("--data-binary @" + path("body.json"))
        .contains("http://127.0.0.1:9/v1/sources/pay");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign", "send"})
  void neverPrintsATokenThatIsTheSecret(String command) {
    int code =
        CommandTree.of(screen.console(), new ByteArrayInputStream(BODY))
            .execute(command, "gitlab", path("body.json"), "--secret", path("secret"), "--print");

    assertThat(code).isEqualTo(2);
    assertThat(screen.out() + screen.err()).doesNotContain(SECRET);
    assertThat(screen.err()).contains("is the secret itself");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "github | secret | --event",
        "hmac | secret | --document FILE",
        "stripe | key | Name the shared secret",
        "discord | secret | Name the private key in PEM",
        "standard-webhooks | secret | whsec_ and base64",
        "slack | absent | cannot be read",
        "jws-detached | secret | Name the private key in PEM",
        "message-signatures | key | --document FILE",
        "mtls | key | there is no preset 'mtls'",
        "gitlub | secret | Take one of github, slack"
      })
  void saysWhatToDoNext(String preset, String secret, String problem) {
    assertThat(sign(preset, path("body.json"), "--secret", path(secret))).isEqualTo(2);

    assertThat(screen.err()).contains(problem).doesNotContain("Exception");
    assertThat(screen.out()).isEmpty();
  }
}

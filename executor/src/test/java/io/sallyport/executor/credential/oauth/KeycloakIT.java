package io.sallyport.executor.credential.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseEvents.Event;
import io.sallyport.executor.credential.token.TokenCredential;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Leases of a real authorization server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakIT {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final int COORDINATE = 32;

  @TempDir private Path home;
  private final KeyPair keys = keys();
  private final Keycloak keycloak = Keycloak.start(realm(keys));
  private OauthTrial trial;

  KeycloakIT() throws IOException {}

  @BeforeAll
  void answersAtAll() {
    assertThat(keycloak.introspect("none", "narrow", encoded())).contains("\"active\":false");
  }

  @AfterAll
  void stopsKeycloak() {
    keycloak.close();
  }

  @BeforeEach
  void prepares() {
    trial = new OauthTrial(home, keycloak.endpoints()).within(PATIENT);
  }

  @Test
  void tokenHasTheActionsScopeAndEndsWithItsLease() {
    TokenCredential credential = provedBySecret("narrow").credential();

    String token;
    try (Lease lease = lease(credential).orElseThrow()) {
      token = lease.bearer().substring("Bearer ".length());
      assertThat(lease.terms().orElseThrow().scope()).contains("deploy:staging");
      assertThat(keycloak.introspect(token, "narrow", encoded()))
          .contains("\"active\":true", "\"scope\":\"deploy:staging\"");
    }

    assertThat(keycloak.introspect(token, "narrow", encoded())).contains("\"active\":false");
    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.REVOKED);
  }

  @Test
  void clientProvesItselfByPrivateKey() {
    trial.provingItselfBy(
        new ClientAuthentication.PrivateKey(
            "signs",
            trial.file("key.pem", pem(keys)),
            Optional.of("key-1"),
            keycloak.issuer(),
            InstantSource.system()));

    Lease lease = lease(trial.credential()).orElseThrow();
    String token = lease.bearer().substring("Bearer ".length());
    lease.close();

    assertThat(keycloak.introspect(token, "narrow", encoded())).contains("\"active\":false");
    assertThat(trial.events()).containsExactly(Event.GRANTED, Event.REVOKED);
  }

  @Test
  void clientWithScopesOfItsOwnIsLentNothing() {
    assertThat(lease(provedBySecret("wide").credential())).isEmpty();

    await()
        .untilAsserted(
            () -> assertThat(trial.events()).containsExactly(Event.REFUSED, Event.REVOKED));
  }

  @Test
  void scopeThatTheClientMayNotHaveIsLentToNobody() {
    assertThat(lease(provedBySecret("narrow").credential("delete:{environment}"))).isEmpty();
  }

  @Test
  void clientWithAnotherSecretIsLentNothing() {
    TokenCredential credential = provedBySecret("narrow").credential();
    trial.file("secret", "another");

    assertThat(lease(credential)).isEmpty();
  }

  /** At the target: it asks the authorization server what the token may do. */
  @Test
  void aReadingActionsTokenCannotWrite() throws IOException {
    TokenCredential reading = provedBySecret("narrow").credential("read:{environment}");
    TokenCredential writing = provedBySecret("narrow").credential("deploy:{environment}");
    try (ResourceServer target = ResourceServer.start(this::scope);
        Lease reads = lease(reading).orElseThrow();
        Lease writes = lease(writing).orElseThrow()) {
      assertThat(target.ask("GET", reads.bearer())).isEqualTo(200);
      assertThat(target.ask("POST", reads.bearer())).isEqualTo(403);
      assertThat(target.ask("POST", writes.bearer())).isEqualTo(200);
      assertThat(target.ask("GET", "Bearer none")).isEqualTo(401);
    }
  }

  /** RFC 8693: the subject's token is of another client, and is for this one. */
  @Test
  void exchangesTheTokenOfItsSubject() {
    Lease subject = lease(provedBySecret("wide").credential("everything")).orElseThrow();
    trial.exchanging(
        subject.bearer().substring("Bearer ".length()), OauthSpec.SubjectType.ACCESS_TOKEN);
    TokenCredential credential = provedBySecret("narrow").credential();

    Lease lease = lease(credential).orElseThrow();
    String token = lease.bearer().substring("Bearer ".length());
    assertThat(lease.bearer()).isNotEqualTo(subject.bearer());
    assertThat(scope(token)).contains("deploy:staging");
    lease.close();
    subject.close();

    assertThat(scope(token)).isEmpty();
  }

  /** What a live token may do; empty for one that is none. */
  private Optional<String> scope(String token) {
    String said = keycloak.introspect(token, "narrow", encoded());
    return StrictJson.read(said.getBytes(StandardCharsets.UTF_8))
        .filter(answer -> answer.path("active").asBoolean())
        .map(answer -> answer.path("scope").asText());
  }

  private OauthTrial provedBySecret(String clientId) {
    return trial.provingItselfBy(
        new ClientAuthentication.Basic(clientId, trial.file("secret", Issuer.SECRET)));
  }

  private static Optional<Lease> lease(TokenCredential credential) {
    return credential.lease(OauthTrial.request("staging", PATIENT));
  }

  private static String encoded() {
    return URLEncoder.encode(Issuer.SECRET, StandardCharsets.UTF_8);
  }

  private static String realm(KeyPair keys) throws IOException {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    String jwk =
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"kid\":\"key-1\",\"x\":\""
            + base64(key.getW().getAffineX())
            + "\",\"y\":\""
            + base64(key.getW().getAffineY())
            + "\"}]}";
    try (InputStream in = KeycloakIT.class.getResourceAsStream("/keycloak/cell-realm.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("${secret}", Issuer.SECRET)
          .replace("${jwks}", jwk.replace("\"", "\\\""));
    }
  }

  private static String base64(BigInteger coordinate) {
    byte[] bytes = coordinate.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    int size = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - size, fixed, COORDINATE - size, size);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(KeyPair pair) {
    String body = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }
}

package io.sallyport.executor.credential.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.token.AssertionKey;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client proves itself, as a server checks it. */
class ClientAuthenticationTest {
  private static final Charset US = StandardCharsets.US_ASCII;
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final String TOKEN_ENDPOINT = "https://id.example.com/token";

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "client, secret, client:secret",
    "a b, p+q, a+b:p%2Bq",
    "a:b, c%d, a%3Ab:c%25d",
    "https://c, x/y=z, https%3A%2F%2Fc:x%2Fy%3Dz"
  })
  void encodesIdAndSecretAsForms(String id, String secret, String pair) throws Exception {
    SecretFile file = file(secret);

    assertThat(new ClientAuthentication.Basic(id, file).prove().authorization())
        .contains("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(US)));
  }

  @Test
  void signsAssertionWithP256() throws Exception {
    KeyPair pair = ec("secp256r1");
    String[] jws = assertion(pair, Optional.of("key-1"));

    assertThat(json(jws[0])).isEqualTo("{\"alg\":\"ES256\",\"kid\":\"key-1\",\"typ\":\"JWT\"}");
    assertThat(holds("SHA256withECDSAinP1363Format", pair, jws)).isTrue();
  }

  @Test
  void signsAssertionWithEd25519() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String[] jws = assertion(pair, Optional.empty());

    assertThat(json(jws[0])).isEqualTo("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}");
    assertThat(holds("Ed25519", pair, jws)).isTrue();
  }

  @Test
  void assertionIsForThisServerAndForOneMinute() throws Exception {
    String[] jws = assertion(ec("secp256r1"), Optional.empty());

    ObjectNode claims = StrictJson.read(json(jws[1]).getBytes(US)).orElseThrow();
    assertThat(claims.remove("jti").asText()).matches("[0-9a-f]{32}");
    assertThat(claims)
        .hasToString(
            "{\"iss\":\"client\",\"sub\":\"client\",\"aud\":\""
                + TOKEN_ENDPOINT
                + "\","
                + "\"iat\":1795176000,\"exp\":1795176060}");
  }

  @Test
  void noTwoAssertionsAreTheSame() throws Exception {
    ClientAuthentication client = client(pem(ec("secp256r1")), Optional.empty());

    assertThat(client.prove().fields()).isNotEqualTo(client.prove().fields());
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  void refusesOtherCurves(String curve) throws Exception {
    assertThat(client(pem(ec(curve)), Optional.empty()).problem())
        .contains("holds no private key of Ed25519 or P-256");
  }

  @Test
  void refusesOtherKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);

    assertThat(client(pem(generator.generateKeyPair()), Optional.empty()).problem()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"
      })
  void saysWhatIsWrongWithoutTheContent(String content) throws IOException {
    assertThat(client(content, Optional.empty()).problem())
        .hasValueSatisfying(problem -> assertThat(problem).doesNotContain("s3cret", "AAAA"));
  }

  @Test
  void neverShowsKeyOrProof() throws Exception {
    String pem = pem(ec("secp256r1"));
    ClientAuthentication client = client(pem, Optional.empty());
    String shown = client + " " + client.prove() + AssertionKey.parse(pem.getBytes(US));

    assertThat(shown)
        .doesNotContain(pem.lines().skip(1).findFirst().orElseThrow(), "eyJ")
        .contains("AssertionKey[ES256]");
  }

  private String[] assertion(KeyPair pair, Optional<String> keyId) throws Exception {
    ClientAuthentication.Proof proof = client(pem(pair), keyId).prove();
    assertThat(proof.authorization()).isEmpty();
    assertThat(proof.fields())
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    return String.valueOf(proof.fields().get("client_assertion")).split("\\.", -1);
  }

  private ClientAuthentication client(String pem, Optional<String> keyId) throws IOException {
    return new ClientAuthentication.PrivateKey(
        "client", file(pem), keyId, TOKEN_ENDPOINT, InstantSource.fixed(NOW));
  }

  private SecretFile file(String content) throws IOException {
    Path file = Files.writeString(home.resolve("secret"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new SecretFile(file);
  }

  private static KeyPair ec(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    byte[] der = pair.getPrivate().getEncoded();
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  private static boolean holds(String algorithm, KeyPair pair, String[] jws)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(pair.getPublic());
    verifier.update((jws[0] + "." + jws[1]).getBytes(US));
    return verifier.verify(Base64.getUrlDecoder().decode(jws[2]));
  }

  private static String json(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}

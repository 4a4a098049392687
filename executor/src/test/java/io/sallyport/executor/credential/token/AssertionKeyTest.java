package io.sallyport.executor.credential.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.executor.credential.SecretFile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RSA keys; the others are tested where clients prove themselves by them. */
class AssertionKeyTest {
  private static final KeyPair PAIR = RsaPem.generate(2048);

  @Test
  void signsByKeyInPkcs1() throws Exception {
    assertThat(holds(parse(RsaPem.pkcs1(PAIR)))).isTrue();
  }

  @Test
  void signsByKeyInPkcs8() throws Exception {
    assertThat(holds(parse(RsaPem.pkcs8(PAIR)))).isTrue();
  }

  @Test
  void takesFileWithWindowsLineEnds() throws Exception {
    assertThat(holds(parse(RsaPem.pkcs1(PAIR).replace("\n", "\r\n")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2040})
  void refusesShorterKeys(int bits) {
    KeyPair pair = RsaPem.generate(bits);

    assertRefused(RsaPem.pkcs1(pair), "2048 bits or more");
    assertRefused(RsaPem.pkcs8(pair), "2048 bits or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "Ed25519"})
  void refusesOtherKeys(String kind) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(kind).generateKeyPair();

    assertRefused(RsaPem.pkcs8(pair), "2048 bits or more");
  }

  @Test
  void rsaIsNoKeyOfAnOauthClient() {
    assertThatThrownBy(() -> AssertionKey.parse(bytes(RsaPem.pkcs8(PAIR))))
        .isInstanceOf(SecretFile.Unfit.class)
        .hasMessage("holds no private key of Ed25519 or P-256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\ns3cret=\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\ns3cret\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----"
      })
  void refusesWhatIsNoKeyWithoutItsContent(String content) {
    assertThatThrownBy(() -> parse(content))
        .isInstanceOf(SecretFile.Unfit.class)
        .hasMessageContaining("RSA")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void refusesKeyThatWasCut() {
    String pem = RsaPem.pkcs1(PAIR);

    assertRefused(pem.replace(pem.lines().skip(8).findFirst().orElseThrow() + "\n", ""), "RSA");
  }

  @Test
  void showsItsAlgorithmAlone() throws Exception {
    assertThat(parse(RsaPem.pkcs1(PAIR))).hasToString("AssertionKey[RS256]");
  }

  private static void assertRefused(String pem, String rule) {
    assertThatThrownBy(() -> parse(pem))
        .isInstanceOf(SecretFile.Unfit.class)
        .hasMessageContaining(rule);
  }

  private static boolean holds(AssertionKey key) throws GeneralSecurityException {
    String jws = key.sign(Optional.empty(), bytes("{}"));
    int end = jws.lastIndexOf('.');
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(PAIR.getPublic());
    verifier.update(bytes(jws.substring(0, end)));
    return verifier.verify(Base64.getUrlDecoder().decode(jws.substring(end + 1)));
  }

  private static AssertionKey parse(String pem) throws SecretFile.Unfit {
    return AssertionKey.parseRsa(bytes(pem));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

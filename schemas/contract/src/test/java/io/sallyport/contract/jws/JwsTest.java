package io.sallyport.contract.jws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.JwsVerifier.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing and verifying, on both providers, with the key of RFC 8037, appendix A. */
@Tag("NHI9")
class JwsTest {
  private static final Instant NOW = Instant.parse("2026-11-19T12:00:00Z");
  private static final byte[] SEED = base64("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
  private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  private static final String CELL = "deployments";
  private static final byte[] PAYLOAD = Bytes.utf8("{\"a\":1}").toArray();

  @ParameterizedTest
  @EnumSource(Provider.class)
  void signsAsRfc8037AppendixA4(Provider provider) {
    SigningKey key = SigningKey.ofSeed(SEED, provider);

    byte[] signature = key.sign(ascii("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"));

    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(signature))
        .isEqualTo(
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_Mu"
                + "M0KAg");
  }

  @Test
  void namesKeysAsRfc8037AppendixA3() {
    SigningKey key = SigningKey.ofSeed(SEED, Provider.JDK);

    assertThat(key.jwk().x()).isEqualTo(Bytes.of(base64(X)));
    assertThat(key.keyId()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void usesTheNativeProviderOnThisPlatform() {
    boolean supported = System.getProperty("os.arch").equals("amd64");

    assertThat(Provider.fastest()).isEqualTo(supported ? Provider.CORRETTO : Provider.JDK);
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void verifiesWhatEitherProviderSigned(Provider provider) {
    for (Provider signer : Provider.values()) {
      String text = Jws.sign(SigningKey.ofSeed(SEED, signer), Typ.MANDATE, PAYLOAD);

      Result result = verifier(provider, pinned()).verify(text, NOW);

      assertThat(result)
          .isEqualTo(
              new Result.Verified(
                  "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", Bytes.of(PAYLOAD)));
    }
  }

  @Test
  void refusesAnotherKey() {
    String text = Jws.sign(SigningKey.generate(), Typ.MANDATE, PAYLOAD);

    assertThat(verify(text)).isEqualTo(new Result.Refused(Code.KEY_UNKNOWN));
  }

  @Test
  void refusesAnotherKind() {
    String text = Jws.sign(key(), Typ.RECEIPT, PAYLOAD);

    assertThat(verify(text)).isEqualTo(new Result.Refused(Code.KEY_UNKNOWN));
  }

  @Test
  void refusesHeaderOfTheSameMeaningInOtherBytes() {
    String text = Jws.sign(key(), Typ.MANDATE, PAYLOAD);
    String header =
        new String(base64(text.substring(0, text.indexOf('.'))), StandardCharsets.UTF_8);
    String spaced = encode(header.replace("\":\"", "\": \""));

    Result result = verify(spaced + text.substring(text.indexOf('.')));

    assertThat(result).isEqualTo(new Result.Refused(Code.KEY_UNKNOWN));
  }

  @Test
  void refusesUnsignedHeader() {
    String none = encode("{\"alg\":\"none\"}") + "." + encode("{}") + ".";

    assertThat(verify(none)).isEqualTo(new Result.Refused(Code.KEY_UNKNOWN));
  }

  @Test
  void refusesChangedPayload() {
    String text = Jws.sign(key(), Typ.MANDATE, PAYLOAD);

    Result result = verify(text.replace(encode("{\"a\":1}"), encode("{\"a\":2}")));

    assertThat(result).isEqualTo(new Result.Refused(Code.SIGNATURE_INVALID));
  }

  @Test
  void refusesEachFlippedCharacter() {
    String text = Jws.sign(key(), Typ.MANDATE, PAYLOAD);
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      String flipped = text.substring(0, i) + other + text.substring(i + 1);

      assertThat(verify(flipped)).as("character %d", i).isInstanceOf(Result.Refused.class);
    }
  }

  /** Sizes beside an Ed25519 signature's, and numbers that none can have (RFC 8032, 5.1.7). */
  @ParameterizedTest
  @EnumSource(Provider.class)
  void refusesWhatIsNoSignature(Provider provider) {
    String text = Jws.sign(key(), Typ.MANDATE, PAYLOAD);
    String signed = text.substring(0, text.lastIndexOf('.') + 1);
    byte[] whole = base64(text.substring(signed.length()));
    byte[] large = whole.clone();
    Arrays.fill(large, 32, 64, (byte) 0xff);
    List<byte[]> others =
        List.of(new byte[0], Arrays.copyOf(whole, 63), Arrays.copyOf(whole, 65), large);

    for (byte[] other : others) {
      String forged = signed + Base64.getUrlEncoder().withoutPadding().encodeToString(other);
      assertThat(verifier(provider, pinned()).verify(forged, NOW))
          .isEqualTo(new Result.Refused(Code.SIGNATURE_INVALID));
    }
  }

  @Test
  void showsNothingOfASigningKeyButItsId() {
    assertThat(key()).hasToString("SigningKey[kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k]");
  }

  @Test
  void refusesPaddingAndSpareParts() {
    String text = Jws.sign(key(), Typ.MANDATE, PAYLOAD);

    for (String other : List.of(text + "=", text + ".", "." + text, text + "\n", "", "..", "a.b")) {
      assertThat(verify(other)).isInstanceOf(Result.Refused.class);
    }
  }

  @Test
  void acceptsTextUpToTheLimit() {
    String text = Jws.sign(key(), Typ.MANDATE, PAYLOAD);
    List<PinnedKey> keys = List.of(pinned());

    JwsVerifier exact = new JwsVerifier(keys, Typ.MANDATE, CELL, text.length());
    JwsVerifier less = new JwsVerifier(keys, Typ.MANDATE, CELL, text.length() - 1);

    assertThat(exact.verify(text, NOW)).isInstanceOf(Result.Verified.class);
    assertThat(less.verify(text, NOW)).isEqualTo(new Result.Refused(Code.MANDATE_TOO_LARGE));
  }

  @Test
  void refusesRevokedKey() {
    PinnedKey revoked = pinned(PinnedKey.State.REVOKED, CELL, Instant.EPOCH, Instant.MAX);

    assertThat(verify(revoked)).isEqualTo(new Result.Refused(Code.KEY_NOT_VALID));
  }

  @Test
  void acceptsKeyThatVerifiesOnly() {
    PinnedKey old = pinned(PinnedKey.State.VERIFY_ONLY, CELL, Instant.EPOCH, Instant.MAX);

    assertThat(verify(old)).isInstanceOf(Result.Verified.class);
  }

  @Test
  void refusesKeyOfAnotherCell() {
    PinnedKey other = pinned(PinnedKey.State.ACTIVE, "payments", Instant.EPOCH, Instant.MAX);

    assertThat(verify(other)).isEqualTo(new Result.Refused(Code.KEY_NOT_VALID));
  }

  @Test
  void holdsKeysToTheirTime() {
    PinnedKey from = pinned(PinnedKey.State.ACTIVE, CELL, NOW, Instant.MAX);
    PinnedKey later = pinned(PinnedKey.State.ACTIVE, CELL, NOW.plusSeconds(1), Instant.MAX);
    PinnedKey until = pinned(PinnedKey.State.ACTIVE, CELL, Instant.EPOCH, NOW);

    assertThat(verify(from)).isInstanceOf(Result.Verified.class);
    assertThat(verify(later)).isEqualTo(new Result.Refused(Code.KEY_NOT_VALID));
    assertThat(verify(until)).isEqualTo(new Result.Refused(Code.KEY_NOT_VALID));
  }

  private static Result verify(String text) {
    return verifier(Provider.fastest(), pinned()).verify(text, NOW);
  }

  private static Result verify(PinnedKey pinned) {
    String text = Jws.sign(key(), Typ.MANDATE, PAYLOAD);
    return verifier(Provider.fastest(), pinned).verify(text, NOW);
  }

  private static JwsVerifier verifier(Provider provider, PinnedKey pinned) {
    return new JwsVerifier(List.of(pinned), Typ.MANDATE, CELL, 10_000, provider);
  }

  private static PinnedKey pinned() {
    return PinnedKey.active(key().jwk(), Typ.MANDATE, Set.of());
  }

  private static PinnedKey pinned(PinnedKey.State state, String cell, Instant from, Instant to) {
    return new PinnedKey(key().jwk(), Typ.MANDATE, state, Set.of(cell), from, to);
  }

  private static SigningKey key() {
    return SigningKey.ofSeed(SEED, Provider.fastest());
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Bytes.utf8(json).toArray());
  }

  private static byte[] base64(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

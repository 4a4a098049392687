package io.sallyport.evidence.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.contract.id.Bytes;
import io.sallyport.service.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with one key, and with many. */
class JwkSetTest {
  /** RFC 8037, appendix A.2 and A.4. */
  private static final String KEY =
      """
      {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"%s"}\
      """;

  private static final Signed SIGNED =
      new Signed(
          Bytes.utf8("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"),
          List.of(
              Bytes.of(
                  Base64.getUrlDecoder()
                      .decode(
                          "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g"
                              + "7sVvpAr_MuM0KAg"))),
          Optional.of(new Signer("Ed25519", "k1", "k1")));

  private static String set(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> KEY.formatted("k" + n))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static AgentKeys agents(String... files) {
    return AgentKeys.ofJwks(List.of(files).stream().map(Bytes::utf8).toList());
  }

  @Test
  void holdsForEachKeyOfASet() {
    assertThat(agents(set(2)).hold(SIGNED, new byte[0])).isTrue();
    assertThat(agents(KEY.formatted("other"), set(2)).hold(SIGNED, new byte[0])).isTrue();
    assertThat(agents(set(1)).hold(SIGNED, new byte[0])).isFalse();
  }

  @Test
  void holdsForEachKeyOfASetOfASenderThatNamesNone() {
    Signed unnamed = new Signed(SIGNED.prefix(), SIGNED.signatures(), Optional.empty());
    Ed25519Keys keys = Ed25519Keys.ofJwks(List.of(Bytes.utf8(set(2))));

    assertThat(keys.hold(unnamed, new byte[0])).isTrue();
    assertThat(keys.hold(unnamed, new byte[1])).isFalse();
  }

  @Test
  void boundsTheKeysOfASet() {
    assertThat(agents(set(JwkSet.MAX_KEYS))).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> agents(set(JwkSet.MAX_KEYS + 1)))
        .withMessageContaining("1 to 64 keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keys\":[]}",
        "{\"keys\":{}}",
        "{\"keys\":[1]}",
        "{\"keys\":[{}]}",
        "{\"keys\":[{\"keys\":[]}]}",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"a\"}]}"
      })
  void refusesSetsThatAreNone(String file) {
    assertThatIllegalArgumentException().isThrownBy(() -> agents(file));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageKeys.ofJwks(List.of(Bytes.utf8(file))));
  }

  @Test
  void refusesMembersBesideTheKeysAndNamesThatAreThereTwice() {
    String more = set(1).replace("{\"keys\"", "{\"jku\":\"https://a.example\",\"keys\"");

    assertThatIllegalArgumentException().isThrownBy(() -> agents(more));
    assertThatIllegalArgumentException().isThrownBy(() -> agents(set(2), KEY.formatted("k1")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> MessageKeys.ofJwks(List.of(Bytes.utf8(set(2)), Bytes.utf8(KEY.formatted("k1")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"oct\",\"kid\":\"\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA=\"}",
        "{\"kty\":\"RSA\",\"kid\":\"a\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"
      })
  void needsNamedSecretsThatAreLongEnough(String file) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            MessageKeys.ofSecrets(
                List.of(Secret.of((file + " ").getBytes(StandardCharsets.UTF_8)))));
  }

  @Test
  void takesTheShortestSecret() {
    String k = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
    String jwk = "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"" + k + "\"}";

    assertThat(MessageKeys.secret(Secret.of(jwk.getBytes(StandardCharsets.UTF_8))).getKey())
        .isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 513})
  void boundsRsaKeys(int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageKeys.ofJwks(List.of(rsa(bytes, "AQAB"))));
  }

  @Test
  void takesRsaKeysOfEachSizeWithTheUsualExponent() {
    assertThat(MessageKeys.ofJwks(List.of(rsa(256, "AQAB")))).isNotNull();
    assertThat(MessageKeys.ofJwks(List.of(rsa(512, "AQAB")))).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageKeys.ofJwks(List.of(rsa(256, "Aw"))));
  }

  private static Bytes rsa(int size, String exponent) {
    byte[] modulus = new byte[size];
    java.util.Arrays.fill(modulus, (byte) 0xff);
    String n = Base64.getUrlEncoder().withoutPadding().encodeToString(modulus);
    return Bytes.utf8(
        "{\"kty\":\"RSA\",\"kid\":\"a\",\"e\":\"%s\",\"n\":\"%s\"}".formatted(exponent, n));
  }
}

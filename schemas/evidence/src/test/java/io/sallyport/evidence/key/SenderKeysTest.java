package io.sallyport.evidence.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.contract.id.Bytes;
import io.sallyport.service.config.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderKeysTest {
  private static final byte[] NOTHING = {};

  /** RFC 8037, appendix A.2 and A.4. */
  private static final String ED25519 =
      """
      {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"a"}\
      """;

  private static final String ED25519_INPUT =
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
  private static final String ED25519_SIGNATURE =
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

  /** RFC 7515, appendix A.3. */
  private static final String P256 =
      """
      {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",\
      "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","kid":"b","sub":"planner"}\
      """;

  private static final String P256_INPUT =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
          + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  private static final String P256_SIGNATURE =
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

  private static final Signer EDWARDS = new Signer("Ed25519", "a", "a");
  private static final Signer WEIERSTRASS = new Signer("ES256", "b", "planner");

  private static Signed signed(String input, String signature, Signer signer) {
    Bytes bytes = Bytes.of(Base64.getUrlDecoder().decode(signature));
    return new Signed(Bytes.utf8(input), List.of(bytes), Optional.of(signer));
  }

  private static AgentKeys agents() {
    return AgentKeys.ofJwks(List.of(Bytes.utf8(ED25519), Bytes.utf8(P256)));
  }

  @Test
  void holdsThePublishedSignatures() {
    assertThat(agents().hold(signed(ED25519_INPUT, ED25519_SIGNATURE, EDWARDS), NOTHING)).isTrue();
    assertThat(agents().hold(signed(P256_INPUT, P256_SIGNATURE, WEIERSTRASS), NOTHING)).isTrue();
  }

  @Test
  void refusesThePublishedSignaturesOverOtherBytes() {
    byte[] more = {'.'};

    assertThat(agents().hold(signed(ED25519_INPUT, ED25519_SIGNATURE, EDWARDS), more)).isFalse();
    assertThat(agents().hold(signed(P256_INPUT, P256_SIGNATURE, WEIERSTRASS), more)).isFalse();
  }

  @Test
  void refusesAKeyUnderAnotherAlgorithmNameOrAgent() {
    for (Signer other :
        List.of(
            new Signer("ES256", "a", "a"),
            new Signer("Ed25519", "b", "planner"),
            new Signer("Ed25519", "a", "planner"),
            new Signer("Ed25519", "c", "c"))) {
      assertThat(agents().hold(signed(ED25519_INPUT, ED25519_SIGNATURE, other), NOTHING)).isFalse();
    }
  }

  @Test
  void refusesSignaturesOfZeros() {
    String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);

    assertThat(agents().hold(signed(ED25519_INPUT, zeros, EDWARDS), NOTHING)).isFalse();
    assertThat(agents().hold(signed(P256_INPUT, zeros, WEIERSTRASS), NOTHING)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"a\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
            + "\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"kid\":\"b\"}"
      })
  void refusesWhatIsNoAgentsKey(String jwk) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentKeys.ofJwks(List.of(Bytes.utf8(jwk))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kid\":\"a b\"",
        "\"kid\":\"\"",
        "\"kid\":\"a\",\"d\":\"x\"",
        "\"kid\":\"a\",\"alg\":\"ES256\"",
        "\"kid\":\"a\",\"sub\":\"-a\""
      })
  void refusesNamesAlgorithmsAndPrivateParts(String members) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> AgentKeys.ofJwks(List.of(Bytes.utf8(ED25519.replace("\"kid\":\"a\"", members)))));
  }

  /**
   * A thumbprint in base64url may begin with either; without a name of the agent it is its name.
   */
  @ParameterizedTest
  @ValueSource(strings = {"-a", "_a"})
  void takesKeysNamedByAnyThumbprint(String keyId) {
    String named =
        ED25519.replace("\"kid\":\"a\"", "\"kid\":\"%s\",\"sub\":\"a\"".formatted(keyId));
    assertThat(AgentKeys.ofJwks(List.of(Bytes.utf8(named)))).isNotNull();

    String bare = ED25519.replace("\"kid\":\"a\"", "\"kid\":\"%s\"".formatted(keyId));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentKeys.ofJwks(List.of(Bytes.utf8(bare))));
  }

  @Test
  void refusesTwoKeysOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentKeys.ofJwks(List.of(Bytes.utf8(ED25519), Bytes.utf8(ED25519))));
  }

  @Test
  void refusesToExistWithoutAKey() {
    assertThatIllegalArgumentException().isThrownBy(() -> AgentKeys.ofJwks(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Ed25519Keys.ofJwks(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HmacSecrets(SignatureAlgorithm.SHA256, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenSecrets(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Ed25519Keys.ofHex(List.of()));
  }

  @Test
  void boundsTheSecretsOfStandardWebhooks() {
    for (int size : new int[] {24, 64}) {
      assertThat(HmacSecrets.ofStandardWebhooks(List.of(whsec(size)))).isNotNull();
    }
    for (int size : new int[] {23, 65}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HmacSecrets.ofStandardWebhooks(List.of(whsec(size))));
    }
  }

  private static Secret whsec(int size) {
    String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[size]);
    return Secret.of(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_!", "whpk_AAAA"})
  void refusesSecretsWrittenOtherwise(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HmacSecrets.ofStandardWebhooks(List.of(Secret.of(text.getBytes(UTF_8)))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ed25519Keys.ofStandardWebhooks(List.of(Bytes.utf8(text))));
  }
}

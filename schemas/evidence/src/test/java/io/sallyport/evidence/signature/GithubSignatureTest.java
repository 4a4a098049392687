package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.form.SignedForm;
import io.sallyport.evidence.key.HmacSecrets;
import io.sallyport.evidence.key.SignatureAlgorithm;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Claims;
import io.sallyport.service.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GithubSignatureTest {
  private static final SignedForm FORM = Presets.named("github").form();
  private static final Secret SECRET = secret("It's a Secret to Everybody");
  private static final byte[] BODY = "Hello, World!".getBytes(UTF_8);

  /** The vector that GitHub's documentation publishes for {@link #SECRET} and {@link #BODY}. */
  private static final String PUBLISHED =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  private final SignatureVerifier verifier = verifier(SECRET);

  private static SignatureVerifier verifier(Secret... secrets) {
    HmacSecrets keys = new HmacSecrets(FORM.algorithm(), List.of(secrets));
    return Examiner.with(new HeaderSignature(FORM), keys, Duration.ZERO);
  }

  private static Secret secret(String text) {
    return Secret.of(text.getBytes(UTF_8));
  }

  private static Verification verify(SignatureVerifier verifier, byte[] body, String... values) {
    Map<String, List<String>> headers = Map.of("x-hub-signature-256", List.of(values));
    return verifier.verify(name -> headers.getOrDefault(name, List.of()), body, Instant.EPOCH);
  }

  private static void assertRefused(Verification verification, Reason reason) {
    assertThat(verification).isEqualTo(new Verification.Unproven(reason));
  }

  @Test
  void provesThePublishedVector() {
    assertThat(verify(verifier, BODY, PUBLISHED)).isEqualTo(new Verification.Proven(Claims.NONE));
  }

  @Test
  void signsThePublishedVector() {
    assertThat(SenderSignature.github(SECRET, BODY)).isEqualTo(PUBLISHED);
  }

  @Test
  void refusesEveryChangedBitOfTheBody() {
    for (int bit = 0; bit < BODY.length * 8; bit++) {
      byte[] changed = BODY.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));

      assertRefused(verify(verifier, changed, PUBLISHED), Reason.MISMATCH);
    }
  }

  @Test
  void refusesAnAppendedByte() {
    assertRefused(verify(verifier, "Hello, World!\n".getBytes(UTF_8), PUBLISHED), Reason.MISMATCH);
  }

  @Test
  void refusesEveryChangedDigitOfTheSignature() {
    for (int place = "sha256=".length(); place < PUBLISHED.length(); place++) {
      char other = PUBLISHED.charAt(place) == '0' ? '1' : '0';
      String changed = PUBLISHED.substring(0, place) + other + PUBLISHED.substring(place + 1);

      assertRefused(verify(verifier, BODY, changed), Reason.MISMATCH);
    }
  }

  @Test
  void refusesAnotherSecret() {
    String signature = SenderSignature.github(secret("another"), BODY);

    assertRefused(verify(verifier, BODY, signature), Reason.MISMATCH);
  }

  @Test
  void acceptsBothSecretsDuringRotation() {
    Secret old = secret("old");
    SignatureVerifier rotating = verifier(SECRET, old);

    assertThat(verify(rotating, BODY, SenderSignature.github(old, BODY)))
        .isInstanceOf(Verification.Proven.class);
    assertThat(verify(rotating, BODY, PUBLISHED)).isInstanceOf(Verification.Proven.class);
  }

  @Test
  void refusesARetiredSecret() {
    assertRefused(
        verify(verifier, BODY, SenderSignature.github(secret("old"), BODY)), Reason.MISMATCH);
  }

  @Test
  void refusesWithoutAHeader() {
    assertRefused(verify(verifier, BODY), Reason.MISSING);
  }

  @Test
  void refusesARepeatedHeaderEvenIfOneHolds() {
    assertRefused(verify(verifier, BODY, PUBLISHED, PUBLISHED), Reason.REPEATED);
    assertRefused(verify(verifier, BODY, "sha256=" + "0".repeat(64), PUBLISHED), Reason.REPEATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e170",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1g",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1\uff17",
        " sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
      })
  void refusesMalformedHeaders(String value) {
    assertRefused(verify(verifier, BODY, value), Reason.MALFORMED);
  }

  @Test
  void verifiesAnEmptyBody() {
    byte[] empty = {};

    assertThat(verify(verifier, empty, SenderSignature.github(SECRET, empty)))
        .isInstanceOf(Verification.Proven.class);
    assertRefused(verify(verifier, empty, PUBLISHED), Reason.MISMATCH);
  }

  @Test
  void verifiesBinaryBodiesByteForByte() {
    byte[] binary = {(byte) 0xC0, (byte) 0xAF, 0, (byte) 0xFF, (byte) 0xFE};
    byte[] lookalike = {(byte) 0xC0, (byte) 0xAE, 0, (byte) 0xFF, (byte) 0xFE};
    String signature = SenderSignature.github(SECRET, binary);

    assertThat(verify(verifier, binary, signature)).isInstanceOf(Verification.Proven.class);
    assertRefused(verify(verifier, lookalike, signature), Reason.MISMATCH);
  }

  @Test
  void refusesToExistWithoutASecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HmacSecrets(SignatureAlgorithm.SHA256, List.of()));
  }
}

package io.sallyport.contract.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.contract.bundle.Maintainers.Signed;
import io.sallyport.contract.bundle.Maintainers.TooFew;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("NHI9")
@Tag("CSF-GV.RR")
class MaintainersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final BundleVersion SEVEN = new BundleVersion(DIGEST, 7);
  private static final SigningKey FIRST = SigningKey.generate();
  private static final SigningKey SECOND = SigningKey.generate();
  private static final SigningKey STRANGER = SigningKey.generate();
  private static final Maintainers TWO_OF_TWO =
      new Maintainers(2, List.of(FIRST.jwk(), SECOND.jwk()));

  @Test
  void acceptsEnoughSignatures() {
    assertThat(check(seven(FIRST), seven(SECOND))).isEqualTo(new Signed(SEVEN));
  }

  @Test
  void refusesTooFew() {
    assertThat(check()).isEqualTo(new TooFew(0));
    assertThat(check(seven(FIRST))).isEqualTo(new TooFew(1));
  }

  @Test
  void countsNobodyTwice() {
    String again = signed(FIRST, "validator", SEVEN, NOW.plusSeconds(1));

    assertThat(check(seven(FIRST), seven(FIRST), again)).isEqualTo(new TooFew(1));
  }

  @Test
  void countsNoStranger() {
    assertThat(check(seven(FIRST), seven(STRANGER))).isEqualTo(new TooFew(1));
  }

  @Test
  void countsNoSignatureForAnotherRole() {
    String executor = signed(SECOND, "executor", SEVEN, NOW);

    assertThat(check(seven(FIRST), executor)).isEqualTo(new TooFew(1));
  }

  @Test
  void countsNoSignatureOverOtherFiles() {
    BundleVersion other = new BundleVersion(Digest.of(new byte[] {2}), 7);

    assertThat(check(seven(FIRST), signed(SECOND, "validator", other, NOW)))
        .isEqualTo(new TooFew(1));
  }

  @Test
  void countsVersionsApart() {
    String eight = signed(SECOND, "validator", new BundleVersion(DIGEST, 8), NOW);

    assertThat(check(seven(FIRST), eight)).isEqualTo(new TooFew(1));
  }

  @Test
  void takesTheHighestVersionThatIsSignedByEnough() {
    BundleVersion eight = new BundleVersion(DIGEST, 8);
    String first = signed(FIRST, "validator", eight, NOW);
    String second = signed(SECOND, "validator", eight, NOW);

    assertThat(check(seven(FIRST), seven(SECOND), first, second)).isEqualTo(new Signed(eight));
  }

  @Test
  void countsNoVersionZero() {
    BundleVersion zero = BundleVersion.unsigned(DIGEST);
    String first = signed(FIRST, "validator", zero, NOW);
    String second = signed(SECOND, "validator", zero, NOW);

    assertThat(check(first, second)).isEqualTo(new TooFew(0));
  }

  @Test
  void countsNoSignatureOfAnotherKind() {
    byte[] claims =
        "{\"role\":\"validator\",\"bundle\":\"%s\",\"version\":7,\"iat\":1}"
            .formatted(DIGEST.text())
            .getBytes(StandardCharsets.UTF_8);

    assertThat(check(seven(FIRST), Jws.sign(SECOND, Typ.BUNDLE, claims)))
        .isEqualTo(new Signed(SEVEN));
    assertThat(check(seven(FIRST), Jws.sign(SECOND, Typ.RECEIPT, claims))).isEqualTo(new TooFew(1));
  }

  @Test
  void passesOverLinesThatAreNoSignature() {
    assertThat(check("", "x", "a.b.c", seven(FIRST), "  " + seven(SECOND) + "  "))
        .isEqualTo(new Signed(SEVEN));
  }

  @Test
  void looksAtNoMoreThanTheLimit() {
    String full = String.join("\n", Collections.nCopies(31, "x")) + "\n" + seven(FIRST);

    assertThat(one().check("validator", DIGEST, full, NOW)).isEqualTo(new Signed(SEVEN));
    assertThat(one().check("validator", DIGEST, "x\n" + full, NOW)).isEqualTo(new TooFew(0));
  }

  @Test
  void refusesThresholdsThatMeanNothing() {
    for (int threshold : new int[] {-1, 0, 3}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new Maintainers(threshold, TWO_OF_TWO.keys()))
          .withMessageContaining("threshold");
    }
  }

  @Test
  void refusesOneKeyForTwo() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Maintainers(2, List.of(FIRST.jwk(), FIRST.jwk())))
        .withMessageContaining("twice");
  }

  @Test
  void readsAVersionAsItIsWritten() {
    assertThat(BundleVersion.parse(SEVEN.text())).contains(SEVEN);
    for (String wrong : List.of("", "7", "@" + DIGEST.text(), "-7@" + DIGEST.text(), "7@sha256:")) {
      assertThat(BundleVersion.parse(wrong)).as(wrong).isEmpty();
    }
  }

  private static Maintainers one() {
    return new Maintainers(1, List.of(FIRST.jwk()));
  }

  private static Maintainers.Check check(String... lines) {
    return TWO_OF_TWO.check("validator", DIGEST, String.join("\n", lines), NOW);
  }

  private static String seven(SigningKey key) {
    return signed(key, "validator", SEVEN, NOW);
  }

  private static String signed(SigningKey key, String role, BundleVersion version, Instant at) {
    return new BundleSignature(role, version, at).sign(key);
  }
}

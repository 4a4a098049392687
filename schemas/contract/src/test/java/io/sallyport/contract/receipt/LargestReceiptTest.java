package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Receipts with all that each kind may hold, as long as it may be: whoever reads one takes it. */
class LargestReceiptTest {
  private static final SigningKey KEY = SigningKey.generate();

  static List<ReceiptBody> bodies() {
    return Largest.bodies();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void fits(ReceiptBody body) {
    ReceiptWriter writer = new ReceiptWriter(Largest.ISSUER, KEY);

    String jws = writer.append(Largest.HEAD, body, Largest.NOW).jws();

    assertThat(verifier().verify(jws, Largest.NOW))
        .isInstanceOfSatisfying(
            JwsVerifier.Result.Verified.class,
            verified ->
                assertThat(ReceiptCodec.parse(verified.payload()).map(Receipt::body))
                    .contains(body));
  }

  @Test
  void knowsEachKind() {
    Set<String> kinds =
        bodies().stream()
            .map(body -> new Receipt(Largest.ISSUER, Largest.NOW, "c", 1, Largest.DIGEST, body))
            .map(receipt -> new String(ReceiptCodec.write(receipt), StandardCharsets.UTF_8))
            .map(json -> json.replaceAll(".*\"kind\":\"([a-z]+)\".*", "$1"))
            .collect(Collectors.toSet());

    assertThat(kinds)
        .isEqualTo(Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.toSet()));
  }

  /** Whoever let something without a bound in stops there, before anything is committed. */
  @ParameterizedTest
  @CsvSource({"0, true", "4, false"})
  void isSignedUpToTheLimit(int over, boolean fits) {
    ReceiptWriter writer = new ReceiptWriter("x", KEY);
    String shortest = writer.append(Largest.HEAD, opened(0), Largest.NOW).jws();
    int room = (ReceiptCodec.MAX_SIZE - shortest.length()) / 4 * 3;

    if (fits) {
      assertThat(writer.append(Largest.HEAD, opened(room + over), Largest.NOW).jws().length())
          .isBetween(ReceiptCodec.MAX_SIZE - 8, ReceiptCodec.MAX_SIZE);
    } else {
      assertThatIllegalStateException()
          .isThrownBy(() -> writer.append(Largest.HEAD, opened(room + over), Largest.NOW));
    }
  }

  private static ReceiptBody opened(int length) {
    return new ReceiptBody.ChainOpened("w".repeat(length), KEY.keyId(), Optional.empty());
  }

  private static JwsVerifier verifier() {
    PinnedKey pinned = PinnedKey.active(KEY.jwk(), Typ.RECEIPT, Set.of());
    return new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
  }
}

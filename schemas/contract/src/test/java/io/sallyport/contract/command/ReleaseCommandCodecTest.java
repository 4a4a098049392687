package io.sallyport.contract.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.command.ReleaseCommand.Released;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SignedClaims;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseCommandCodecTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final ReleaseCommand GOLDEN =
      new ReleaseCommand(
          "operator-1",
          "prod-k4x/validator",
          "c0mmand-0000000000000001",
          Instant.ofEpochSecond(1_795_089_000),
          Instant.ofEpochSecond(1_795_089_300),
          new Released("gate-1/7", DIGEST),
          Digest.of(new byte[] {2}),
          "the pattern refused names with a dot");

  private static final SignedClaims<ReleaseCommand> CLAIMS =
      new SignedClaims<>(GOLDEN, ReleaseCommandCodec::write, ReleaseCommandCodec::parse);

  @Test
  void signsAsTheGoldenVector() {
    CLAIMS.signsAs("contract/release-command.json", key -> ReleaseCommandCodec.sign(key, GOLDEN));
  }

  @Test
  void readsWhatItWrites() {
    assertThat(ReleaseCommandCodec.parse(Bytes.of(ReleaseCommandCodec.write(GOLDEN))))
        .contains(GOLDEN);
  }

  @Test
  void refusesEachMissingClaim() {
    CLAIMS.refusesMissing();
  }

  @Test
  void refusesEachClaimOfAnotherType() {
    CLAIMS.refusesOtherTypes();
  }

  @Test
  void refusesUnknownClaims() {
    ObjectNode above = CLAIMS.json().put("assurance", "end-to-end");
    ObjectNode below = CLAIMS.json();
    ((ObjectNode) below.get("receipt")).put("principal", "x");

    assertThat(CLAIMS.read(above)).isEmpty();
    assertThat(CLAIMS.read(below)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "command,revoke",
    "iss,Operator 1",
    "iss,''",
    "jti,short",
    "jti,with spaces in it 000000",
    "digest,sha256:00",
    "reason,''",
    "reason,'  '"
  })
  void refusesTextsOfAnotherForm(String name, String text) {
    assertThat(CLAIMS.read(CLAIMS.json().put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gate-1", "gate-1/x", "/7", "gate-1/7/8", "GATE/1"})
  void refusesReceiptIdsOfAnotherForm(String id) {
    ObjectNode claims = CLAIMS.json();
    ((ObjectNode) claims.get("receipt")).put("id", id);

    assertThat(CLAIMS.read(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1,false", "0,false", "1,true", "4102444800,true", "253402300800,false"})
  void endsAfterItsBegin(long seconds, boolean accepted) {
    ObjectNode claims = CLAIMS.json().put("iat", 0).put("exp", seconds);

    assertThat(CLAIMS.read(claims).isPresent()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "255,true", "256,true", "257,false"})
  void boundsReasons(int length, boolean accepted) {
    assertThat(ReleaseCommand.isReason("r".repeat(length))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u001b[2J", "a\u202eb", "a\u200bb", "a\u2028b", "a\ud800"})
  void refusesReasonsThatHide(String reason) {
    assertThat(ReleaseCommand.isReason(reason)).isFalse();
  }

  @Test
  void neverThrowsOnChangedBytes() {
    CLAIMS.survivesChangedBytes(
        command -> assertThat(command.issuedAt()).isBefore(command.expiresAt()));
  }
}

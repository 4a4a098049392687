package io.sallyport.contract.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.jws.SignedClaims;
import io.sallyport.contract.jws.SigningKey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictCodecTest {
  private static final Verdict GOLDEN =
      new Verdict(
          "release-1",
          "prod-k4x/deployments",
          Optional.of(new ActionId("A".repeat(43))),
          Digest.of(new byte[] {1}),
          Word.DENY,
          Optional.of("not on a Friday"),
          Instant.ofEpochSecond(1_795_089_000),
          Instant.ofEpochSecond(1_795_090_800));

  private static final SignedClaims<Verdict> CLAIMS =
      new SignedClaims<>(GOLDEN, VerdictCodec::write, VerdictCodec::parse);

  @Test
  void signsAsTheGoldenVector() {
    CLAIMS.signsAs("contract/approval-verdict.json", key -> VerdictCodec.sign(key, GOLDEN));
  }

  @Test
  void readsWhatItWrites() {
    assertThat(CLAIMS.read(CLAIMS.json())).contains(GOLDEN);
  }

  @Test
  void approvalNeedsNoReasonAndDenialDoes() {
    ObjectNode silent = CLAIMS.json();
    silent.remove("reason");

    assertThat(CLAIMS.read(silent)).isEmpty();
    assertThat(CLAIMS.read(silent.put("verdict", "approve")))
        .hasValueSatisfying(read -> assertThat(read.reason()).isEmpty());
  }

  @Test
  void refusesEachMissingClaim() {
    CLAIMS.refusesMissing("action");
  }

  /** So did all verdicts before they named their actions. */
  @Test
  void readsOneThatNamesNoAction() {
    ObjectNode before = CLAIMS.json();
    before.remove("action");

    assertThat(CLAIMS.read(before))
        .hasValueSatisfying(read -> assertThat(read.isOn(GOLDEN.action().orElseThrow())).isFalse());
  }

  @Test
  void refusesEachClaimOfAnotherType() {
    CLAIMS.refusesOtherTypes();
  }

  @Test
  void refusesUnknownClaims() {
    assertThat(CLAIMS.read(CLAIMS.json().put("nbf", 0))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "iss,Release 1",
    "iss,''",
    "action,''",
    "action,x",
    "statement,sha256:00",
    "verdict,APPROVE",
    "verdict,abstain",
    "reason,''",
    "reason,'  '",
    "reason,'two\nlines'"
  })
  void refusesTextsOfAnotherForm(String name, String text) {
    assertThat(CLAIMS.read(CLAIMS.json().put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202e", "\u200b", "\u001b", "\u2028", "\ud800"})
  void reasonShowsAllOfItself(String hidden) {
    assertThat(CLAIMS.read(CLAIMS.json().put("reason", "fine" + hidden))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a,200,true", "a,201,false", "ø,100,true", "ø,101,false"})
  void reasonHasALimitInBytes(String character, int length, boolean accepted) {
    ObjectNode claims = CLAIMS.json().put("reason", character.repeat(length));

    assertThat(CLAIMS.read(claims).isPresent()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "604799,true", "604800,true", "604801,false"})
  void livesSevenDaysAtMost(long seconds, boolean accepted) {
    ObjectNode claims = CLAIMS.json().put("iat", 0).put("exp", seconds);

    assertThat(CLAIMS.read(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void longestVerdictIsNotAboveTheLimit() {
    Verdict longest =
        new Verdict(
            "r".repeat(40),
            "e".repeat(100) + "/" + "c".repeat(40),
            Optional.of(new ActionId("A".repeat(43))),
            Digest.of(new byte[] {1}),
            Word.APPROVE,
            Optional.of("\"".repeat(Verdict.MAX_REASON)),
            Instant.ofEpochSecond(253_402_200_000L),
            Instant.ofEpochSecond(253_402_300_799L));

    String signed = VerdictCodec.sign(SigningKey.generate(), longest);

    assertThat(signed.length()).isLessThanOrEqualTo(VerdictCodec.MAX_SIZE);
  }

  @Test
  void neverThrowsOnChangedBytes() {
    CLAIMS.survivesChangedBytes(
        verdict -> assertThat(verdict.issuedAt()).isBefore(verdict.expiresAt()));
  }
}

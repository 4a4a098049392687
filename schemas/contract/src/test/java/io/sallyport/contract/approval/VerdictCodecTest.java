package io.sallyport.contract.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.approval.Verdict.Word;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.testkit.Seeded;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictCodecTest {
  private static final String VECTOR = "contract/approval-verdict.json";
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
  private static final Verdict GOLDEN =
      new Verdict(
          "release-1",
          "prod-k4x/deployments",
          Digest.of(new byte[] {1}),
          Word.DENY,
          Optional.of("not on a Friday"),
          Instant.ofEpochSecond(1_795_089_000),
          Instant.ofEpochSecond(1_795_090_800));

  @Test
  void signsAsTheGoldenVector() {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    String claims = new String(VerdictCodec.write(GOLDEN), StandardCharsets.UTF_8);

    String signed = VerdictCodec.sign(key, GOLDEN);

    Vectors.regenerate(
        VECTOR, StrictJson.object().put("seed", SEED).put("compact", signed).put("claims", claims));
    JsonNode vector = Vectors.read(VECTOR);
    assertThat(signed).isEqualTo(vector.get("compact").textValue());
    assertThat(claims).isEqualTo(vector.get("claims").textValue());
  }

  @Test
  void readsWhatItWrites() {
    assertThat(parse(claims())).contains(GOLDEN);
  }

  @Test
  void approvalNeedsNoReasonAndDenialDoes() {
    ObjectNode silent = claims();
    silent.remove("reason");

    assertThat(parse(silent)).isEmpty();
    assertThat(parse(silent.put("verdict", "approve")))
        .hasValueSatisfying(read -> assertThat(read.reason()).isEmpty());
  }

  @Test
  void refusesEachMissingClaim() {
    for (String name : names()) {
      ObjectNode claims = claims();
      claims.remove(name);

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesEachClaimOfAnotherType() {
    for (String name : names()) {
      ObjectNode claims = claims();
      claims.set(name, StrictJson.object().numberNode(1.5));

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesUnknownClaims() {
    assertThat(parse(claims().put("nbf", 0))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "iss,Release 1",
    "iss,''",
    "statement,sha256:00",
    "verdict,APPROVE",
    "verdict,abstain",
    "reason,''",
    "reason,'  '",
    "reason,'two\nlines'"
  })
  void refusesTextsOfAnotherForm(String name, String text) {
    assertThat(parse(claims().put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202e", "\u200b", "\u001b", "\u2028", "\ud800"})
  void reasonShowsAllOfItself(String hidden) {
    assertThat(parse(claims().put("reason", "fine" + hidden))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a,200,true", "a,201,false", "ø,100,true", "ø,101,false"})
  void reasonHasALimitInBytes(String character, int length, boolean accepted) {
    ObjectNode claims = claims().put("reason", character.repeat(length));

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "604799,true", "604800,true", "604801,false"})
  void livesSevenDaysAtMost(long seconds, boolean accepted) {
    ObjectNode claims = claims().put("iat", 0).put("exp", seconds);

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void longestVerdictIsNotAboveTheLimit() {
    Verdict longest =
        new Verdict(
            "r".repeat(40),
            "e".repeat(100) + "/" + "c".repeat(40),
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
    Seeded.forAll(
        5_000,
        random -> {
          byte[] changed = VerdictCodec.write(GOLDEN);
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);

          Optional<Verdict> read = VerdictCodec.parse(Bytes.of(changed));

          read.ifPresent(verdict -> assertThat(verdict.issuedAt()).isBefore(verdict.expiresAt()));
        });
  }

  private static List<String> names() {
    return claims().properties().stream().map(Map.Entry::getKey).toList();
  }

  private static ObjectNode claims() {
    return StrictJson.read(VerdictCodec.write(GOLDEN)).orElseThrow();
  }

  private static Optional<Verdict> parse(ObjectNode claims) {
    return VerdictCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}

package io.sallyport.contract.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.command.ReleaseCommand.Released;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.testkit.Seeded;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseCommandCodecTest {
  private static final String VECTOR = "contract/release-command.json";
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
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

  @Test
  void signsAsTheGoldenVector() {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    String claims = new String(ReleaseCommandCodec.write(GOLDEN), StandardCharsets.UTF_8);

    String signed = ReleaseCommandCodec.sign(key, GOLDEN);

    Vectors.regenerate(
        VECTOR, StrictJson.object().put("seed", SEED).put("compact", signed).put("claims", claims));
    JsonNode vector = Vectors.read(VECTOR);
    assertThat(signed).isEqualTo(vector.get("compact").textValue());
    assertThat(claims).isEqualTo(vector.get("claims").textValue());
  }

  @Test
  void readsWhatItWrites() {
    assertThat(ReleaseCommandCodec.parse(Bytes.of(ReleaseCommandCodec.write(GOLDEN))))
        .contains(GOLDEN);
  }

  @Test
  void refusesEachMissingClaim() {
    for (String name : names(claims())) {
      ObjectNode claims = claims();
      claims.remove(name);

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesEachClaimOfAnotherType() {
    for (String name : names(claims())) {
      ObjectNode claims = claims();
      claims.set(name, StrictJson.object().numberNode(1.5));

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesUnknownClaims() {
    ObjectNode above = claims().put("assurance", "end-to-end");
    ObjectNode below = claims();
    ((ObjectNode) below.get("receipt")).put("principal", "x");

    assertThat(parse(above)).isEmpty();
    assertThat(parse(below)).isEmpty();
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
    assertThat(parse(claims().put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gate-1", "gate-1/x", "/7", "gate-1/7/8", "GATE/1"})
  void refusesReceiptIdsOfAnotherForm(String id) {
    ObjectNode claims = claims();
    ((ObjectNode) claims.get("receipt")).put("id", id);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1,false", "0,false", "1,true", "4102444800,true", "253402300800,false"})
  void endsAfterItsBegin(long seconds, boolean accepted) {
    ObjectNode claims = claims().put("iat", 0).put("exp", seconds);

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
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
    Seeded.forAll(
        5_000,
        random -> {
          byte[] changed = ReleaseCommandCodec.write(GOLDEN);
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);

          Optional<ReleaseCommand> read = ReleaseCommandCodec.parse(Bytes.of(changed));

          read.ifPresent(command -> assertThat(command.issuedAt()).isBefore(command.expiresAt()));
        });
  }

  private static List<String> names(ObjectNode claims) {
    List<String> names = new ArrayList<>();
    claims.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static ObjectNode claims() {
    return StrictJson.read(ReleaseCommandCodec.write(GOLDEN)).orElseThrow();
  }

  private static Optional<ReleaseCommand> parse(ObjectNode claims) {
    return ReleaseCommandCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}

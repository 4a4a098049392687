package io.sallyport.contract.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.contract.resolution.ResolveCommand.Word;
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

class ResolveCommandCodecTest {
  private static final String VECTOR = "contract/resolve-command.json";
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final ResolveCommand GOLDEN =
      new ResolveCommand(
          "operator-2",
          "prod-k4x/deployments",
          "c0mmand-0000000000000002",
          Instant.ofEpochSecond(1_795_089_000),
          Instant.ofEpochSecond(1_795_175_400),
          new Doubt(
              new ActionId("A".repeat(43)),
              "deployments-1/7",
              DIGEST,
              new Origin("sallyport.receipts.deployments", 1, 12)),
          new Word(Finding.NOT_PERFORMED, Optional.of(Digest.of(new byte[] {2}))),
          "its log has no such key");

  @Test
  void signsAsTheGoldenVector() {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    String claims = new String(ResolveCommandCodec.write(GOLDEN), StandardCharsets.UTF_8);

    String signed = ResolveCommandCodec.sign(key, GOLDEN);

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
  void readsCommandThatConfirmsNothing() {
    ObjectNode claims = claims();
    claims.remove("confirms");

    assertThat(parse(claims))
        .hasValueSatisfying(read -> assertThat(read.word().confirms()).isEmpty());
  }

  @Test
  void refusesEachMissingClaim() {
    for (String name : names(claims())) {
      ObjectNode claims = claims();
      claims.remove(name);

      assertThat(parse(claims).isPresent()).as(name).isEqualTo(name.equals("confirms"));
    }
    for (String name : names(outcome(claims()))) {
      ObjectNode claims = claims();
      outcome(claims).remove(name);

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
    for (String name : names(outcome(claims()))) {
      ObjectNode claims = claims();
      outcome(claims).put(name, true);

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesUnknownClaims() {
    ObjectNode above = claims().put("perform", "again");
    ObjectNode below = claims();
    outcome(below).put("result", "SUCCEEDED");

    assertThat(parse(above)).isEmpty();
    assertThat(parse(below)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "command,release",
    "iss,Operator 1",
    "jti,short",
    "finding,PERFORMED",
    "finding,retry",
    "confirms,sha256:00",
    "reason,''"
  })
  void refusesTextsOfAnotherForm(String name, String text) {
    assertThat(parse(claims().put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"action,x", "receipt,deployments-1", "digest,sha256:00", "origin,sallyport:1"})
  void refusesDoubtsOfAnotherForm(String name, String text) {
    ObjectNode claims = claims();
    outcome(claims).put(name, text);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "86399,true", "86400,true", "86401,false"})
  void livesADayAtMost(long seconds, boolean accepted) {
    ObjectNode claims = claims().put("iat", 0).put("exp", seconds);

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void neverThrowsOnChangedBytes() {
    Seeded.forAll(
        5_000,
        random -> {
          byte[] changed = ResolveCommandCodec.write(GOLDEN);
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);

          Optional<ResolveCommand> read = ResolveCommandCodec.parse(Bytes.of(changed));

          read.ifPresent(command -> assertThat(command.issuedAt()).isBefore(command.expiresAt()));
        });
  }

  private static List<String> names(ObjectNode claims) {
    return claims.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static ObjectNode outcome(ObjectNode claims) {
    return (ObjectNode) claims.get("outcome");
  }

  private static ObjectNode claims() {
    return StrictJson.read(ResolveCommandCodec.write(GOLDEN)).orElseThrow();
  }

  private static Optional<ResolveCommand> parse(ObjectNode claims) {
    return ResolveCommandCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}

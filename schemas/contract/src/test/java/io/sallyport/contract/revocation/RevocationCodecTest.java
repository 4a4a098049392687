package io.sallyport.contract.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.revocation.Revocation.Order;
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

class RevocationCodecTest {
  private static final String VECTOR = "contract/revocation.json";
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
  private static final Revocation GOLDEN =
      new Revocation(
          "operator-1",
          "prod-k4x",
          "rev0cation-0000000000001",
          Instant.ofEpochSecond(1_795_089_000),
          new Order.Revoke(new Target(Target.Kind.SOURCE, "github")),
          "its secret was found in a log");
  private static final Revocation LIFTING =
      new Revocation(
          "operator-2",
          "prod-k4x",
          "rev0cation-0000000000002",
          Instant.ofEpochSecond(1_795_089_300),
          new Order.Lift(GOLDEN.id()),
          "the secret was replaced");

  @Test
  void signsAsTheGoldenVector() {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    String claims = new String(RevocationCodec.write(GOLDEN), StandardCharsets.UTF_8);

    String signed = RevocationCodec.sign(key, GOLDEN);

    Vectors.regenerate(
        VECTOR, StrictJson.object().put("seed", SEED).put("compact", signed).put("claims", claims));
    JsonNode vector = Vectors.read(VECTOR);
    assertThat(signed).isEqualTo(vector.get("compact").textValue());
    assertThat(claims).isEqualTo(vector.get("claims").textValue());
  }

  @Test
  void readsWhatItWrites() {
    assertThat(parse(claims(GOLDEN))).contains(GOLDEN);
    assertThat(parse(claims(LIFTING))).contains(LIFTING);
  }

  @Test
  void refusesEachMissingClaim() {
    for (String name : names(claims(GOLDEN))) {
      ObjectNode claims = claims(GOLDEN);
      claims.remove(name);

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesEachClaimOfAnotherType() {
    for (String name : names(claims(LIFTING))) {
      ObjectNode claims = claims(LIFTING);
      claims.set(name, StrictJson.object().numberNode(1.5));

      assertThat(parse(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesToRevokeAndLiftAtOnce() {
    assertThat(parse(claims(GOLDEN).put("lifts", GOLDEN.id()))).isEmpty();
  }

  @Test
  void refusesUnknownClaims() {
    assertThat(parse(claims(GOLDEN).put("until", 1_795_099_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "iss,Operator 1",
    "iss,''",
    "jti,short",
    "revokes,github",
    "revokes,source",
    "revokes,'source:'",
    "revokes,'everything:'",
    "revokes,everything:now",
    "revokes,Source:github",
    "revokes,'source:git hub'",
    "reason,''",
    "reason,'  '"
  })
  void refusesTextsOfAnotherForm(String name, String text) {
    assertThat(parse(claims(GOLDEN).put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with spaces in it 000000", ""})
  void refusesToLiftWhatIsNoId(String id) {
    assertThat(parse(claims(LIFTING).put("lifts", id))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1,false", "0,true", "253402300799,true", "253402300800,false"})
  void isOfThisEra(long seconds, boolean accepted) {
    assertThat(parse(claims(GOLDEN).put("iat", seconds)).isPresent()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"256,true", "257,false"})
  void valuesHaveALimit(int length, boolean accepted) {
    Optional<Target> target = Target.parse("principal:" + "x".repeat(length));

    assertThat(target.isPresent()).isEqualTo(accepted);
  }

  private static ObjectNode claims(Revocation revocation) {
    return StrictJson.read(RevocationCodec.write(revocation)).orElseThrow();
  }

  private static Optional<Revocation> parse(ObjectNode claims) {
    return RevocationCodec.parse(Bytes.of(StrictJson.write(claims)));
  }

  private static List<String> names(ObjectNode claims) {
    List<String> names = new ArrayList<>();
    claims.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

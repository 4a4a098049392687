package io.sallyport.contract.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.jws.SignedClaims;
import io.sallyport.contract.revocation.Revocation.Order;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationCodecTest {
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

  private static final SignedClaims<Revocation> CLAIMS = claims(GOLDEN);
  private static final SignedClaims<Revocation> LIFTED = claims(LIFTING);

  @Test
  void signsAsTheGoldenVector() {
    CLAIMS.signsAs("contract/revocation.json", key -> RevocationCodec.sign(key, GOLDEN));
  }

  @Test
  void readsWhatItWrites() {
    assertThat(CLAIMS.read(CLAIMS.json())).contains(GOLDEN);
    assertThat(CLAIMS.read(LIFTED.json())).contains(LIFTING);
  }

  @Test
  void refusesEachMissingClaim() {
    CLAIMS.refusesMissing();
    LIFTED.refusesMissing();
  }

  @Test
  void refusesEachClaimOfAnotherType() {
    CLAIMS.refusesOtherTypes();
    LIFTED.refusesOtherTypes();
  }

  @Test
  void refusesToRevokeAndLiftAtOnce() {
    assertThat(CLAIMS.read(CLAIMS.json().put("lifts", GOLDEN.id()))).isEmpty();
  }

  @Test
  void refusesUnknownClaims() {
    assertThat(CLAIMS.read(CLAIMS.json().put("until", 1_795_099_000))).isEmpty();
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
    assertThat(CLAIMS.read(CLAIMS.json().put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with spaces in it 000000", ""})
  void refusesToLiftWhatIsNoId(String id) {
    assertThat(CLAIMS.read(LIFTED.json().put("lifts", id))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1,false", "0,true", "253402300799,true", "253402300800,false"})
  void isOfThisEra(long seconds, boolean accepted) {
    assertThat(CLAIMS.read(CLAIMS.json().put("iat", seconds)).isPresent()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"256,true", "257,false"})
  void valuesHaveALimit(int length, boolean accepted) {
    Optional<Target> target = Target.parse("principal:" + "x".repeat(length));

    assertThat(target.isPresent()).isEqualTo(accepted);
  }

  private static SignedClaims<Revocation> claims(Revocation revocation) {
    return new SignedClaims<>(revocation, RevocationCodec::write, RevocationCodec::parse);
  }
}

package io.sallyport.contract.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.SignedClaims;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.contract.resolution.ResolveCommand.Word;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolveCommandCodecTest {
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

  private static final SignedClaims<ResolveCommand> CLAIMS =
      new SignedClaims<>(GOLDEN, ResolveCommandCodec::write, ResolveCommandCodec::parse);

  @Test
  void signsAsTheGoldenVector() {
    CLAIMS.signsAs("contract/resolve-command.json", key -> ResolveCommandCodec.sign(key, GOLDEN));
  }

  @Test
  void readsWhatItWrites() {
    assertThat(CLAIMS.read(CLAIMS.json())).contains(GOLDEN);
  }

  @Test
  void readsCommandThatConfirmsNothing() {
    ObjectNode claims = CLAIMS.json();
    claims.remove("confirms");

    assertThat(CLAIMS.read(claims))
        .hasValueSatisfying(read -> assertThat(read.word().confirms()).isEmpty());
  }

  @Test
  void refusesEachMissingClaim() {
    CLAIMS.refusesMissing("confirms");
    for (String name : SignedClaims.names(outcome(CLAIMS.json()))) {
      ObjectNode claims = CLAIMS.json();
      outcome(claims).remove(name);

      assertThat(CLAIMS.read(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesEachClaimOfAnotherType() {
    CLAIMS.refusesOtherTypes();
    for (String name : SignedClaims.names(outcome(CLAIMS.json()))) {
      ObjectNode claims = CLAIMS.json();
      outcome(claims).put(name, true);

      assertThat(CLAIMS.read(claims)).as(name).isEmpty();
    }
  }

  @Test
  void refusesUnknownClaims() {
    ObjectNode above = CLAIMS.json().put("perform", "again");
    ObjectNode below = CLAIMS.json();
    outcome(below).put("result", "SUCCEEDED");

    assertThat(CLAIMS.read(above)).isEmpty();
    assertThat(CLAIMS.read(below)).isEmpty();
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
    assertThat(CLAIMS.read(CLAIMS.json().put(name, text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"action,x", "receipt,deployments-1", "digest,sha256:00", "origin,sallyport:1"})
  void refusesDoubtsOfAnotherForm(String name, String text) {
    ObjectNode claims = CLAIMS.json();
    outcome(claims).put(name, text);

    assertThat(CLAIMS.read(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "86399,true", "86400,true", "86401,false"})
  void livesADayAtMost(long seconds, boolean accepted) {
    ObjectNode claims = CLAIMS.json().put("iat", 0).put("exp", seconds);

    assertThat(CLAIMS.read(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void neverThrowsOnChangedBytes() {
    CLAIMS.survivesChangedBytes(
        command -> assertThat(command.issuedAt()).isBefore(command.expiresAt()));
  }

  private static ObjectNode outcome(ObjectNode claims) {
    return (ObjectNode) claims.get("outcome");
  }
}

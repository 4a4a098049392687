package io.sallyport.evidence.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.evidence.key.AgentKeys;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Claims;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetachedJwsTest {

  @Test
  void tellsTheIdTheTimeAndTheAgent() {
    assertThat(Sample.jws().verify())
        .isEqualTo(
            new Verification.Proven(
                new Claims(Optional.of("p-1"), Optional.of(Sample.NOW), Optional.of("planner"))));
  }

  @Test
  void provesWithP256() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    byte[] body = "{}".getBytes(UTF_8);
    String header =
        Sample.base64Url(Sample.header().replace("\"Ed25519\"", "\"ES256\"").getBytes(UTF_8));
    byte[] signature =
        Sample.sign(
            "SHA256withECDSAinP1363Format",
            pair.getPrivate(),
            (header + ".").getBytes(UTF_8),
            body);
    AgentKeys keys = AgentKeys.ofJwks(List.of(Bytes.utf8(jwk((ECPublicKey) pair.getPublic()))));

    Verification verification =
        Examiner.with(new DetachedJws("agents", Basis.SIGNED_ID), keys, Sample.TOLERANCE)
            .verify(name -> List.of(header + ".." + Sample.base64Url(signature)), body, Sample.NOW);

    assertThat(verification).isInstanceOf(Verification.Proven.class);
  }

  private static String jwk(ECPublicKey key) {
    return """
    {"kty":"EC","crv":"P-256","kid":"key-1","sub":"planner","x":"%s","y":"%s"}\
    """
        .formatted(coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY()));
  }

  private static String coordinate(BigInteger value) {
    byte[] all = value.toByteArray();
    byte[] bytes = new byte[32];
    int length = Math.min(32, all.length);
    System.arraycopy(all, all.length - length, bytes, 32 - length, length);
    return Sample.base64Url(bytes);
  }

  /** Signed with the right key: only what the header says is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"sallyport-proposal\" | \"JWT\"                | MALFORMED",
        "\"Ed25519\"            | \"none\"               | MALFORMED",
        "\"Ed25519\"            | \"EdDSA\"              | MALFORMED",
        "\"Ed25519\"            | \"HS256\"              | MALFORMED",
        "\"Ed25519\"            | \"ES256\"              | MISMATCH",
        "\"key-1\"              | \"key-2\"              | MISMATCH",
        "\"planner\"            | \"other\"              | MISMATCH",
        "\"planner\"            | \"a b\"                | MALFORMED",
        "\"agents\"             | \"github\"             | MALFORMED",
        "false                  | true                   | MALFORMED",
        "[\"b64\"]              | []                     | MALFORMED",
        "[\"b64\"]              | [\"b64\",\"exp\"]      | MALFORMED",
        "\"b64\":false,         | ``                     | MALFORMED",
        "1700000000             | 1699999699             | STALE",
        "1700000000             | -1                     | MALFORMED",
        "1700000000             | 1700000000.5           | MALFORMED",
        "1700000000             | \"1700000000\"         | MALFORMED",
        "\"p-1\"                | \"\"                   | MALFORMED",
        "\"p-1\"                | \"p-1\",\"jwk\":{}     | MALFORMED",
        "\"p-1\"                | \"p-1\",\"jti\":\"p-2\"| MALFORMED"
      })
  void refusesOtherHeaders(String member, String other, Reason reason) {
    String header = Sample.header().replace(member, other);

    assertThat(Sample.jws(header).verify()).isEqualTo(new Verification.Unproven(reason));
  }

  @Test
  void refusesAnAttachedPayloadAndOtherSerialisations() {
    String value = Sample.jws().headers().getOrDefault(DetachedJws.HEADER, "");

    for (String other :
        List.of(
            value.replace("..", ".e30."),
            value.replace("..", "."),
            value.replace("..", "..."),
            "..",
            "{\"payload\":\"\"}")) {
      assertThat(Sample.jws().with(DetachedJws.HEADER, other).verify())
          .isEqualTo(new Verification.Unproven(Reason.MALFORMED));
    }
  }
}

package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.command.Release;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receipt says of a delivery's proof, of its release and of all that was wrong. */
class ReceiptCodecTest {
  private static final String VECTOR = "contract/receipt.json";
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final String ID = "ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE";

  @Test
  void signsAsTheGoldenVector() {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    byte[] payload = ReceiptCodec.write(golden());

    String signed = Jws.sign(key, Typ.RECEIPT, payload);

    ObjectNode now = StrictJson.object().put("seed", SEED).put("compact", signed);
    now.put("claims", new String(payload, StandardCharsets.UTF_8));
    Vectors.regenerate(VECTOR, now);
    JsonNode vector = Vectors.read(VECTOR);
    assertThat(signed).isEqualTo(vector.get("compact").textValue());
    assertThat(new String(payload, StandardCharsets.UTF_8))
        .isEqualTo(vector.get("claims").textValue());
  }

  @Test
  void refusesDecisionWithoutEvidence() {
    ObjectNode claims = claims(golden());
    delivery(claims).remove("evidence");

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED,STALE,false",
    "REFUSED,EVIDENCE_INVALID,false",
    "REFUSED,JSON_INVALID,true",
    "REFUSED,RULES_TOO_MANY,true",
    "IGNORED,NO_RULE,true"
  })
  void demandsEvidenceExactlyOfWhatWasAdmitted(Ending ending, Code code, boolean admitted) {
    assertThat(parse(claims(ended(proved(), ending, code))).isPresent()).isEqualTo(admitted);
    assertThat(parse(claims(ended(unproved(), ending, code))).isPresent()).isEqualTo(!admitted);
  }

  @Test
  void refusesEachChangeOfEvidence() {
    for (String name : List.of("assurance", "principal", "id")) {
      ObjectNode missing = claims(golden());
      evidence(missing).remove(name);
      ObjectNode other = claims(golden());
      evidence(other).put(name, 7);

      assertThat(parse(missing)).as(name).isEmpty();
      assertThat(parse(other)).as(name).isEmpty();
    }
    ObjectNode more = claims(golden());
    evidence(more).put("more", "x");
    assertThat(parse(more)).isEmpty();
  }

  @Test
  void refusesEachChangeOfRelease() {
    for (String name : List.of("operator", "command", "receipt")) {
      ObjectNode missing = claims(golden());
      ((ObjectNode) delivery(missing).get("release")).remove(name);

      assertThat(parse(missing)).as(name).isEmpty();
    }
  }

  @Test
  void tellsWhereTheSenderClaimsToHaveCalledFrom() {
    String caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    ReceiptBody.Delivery called = proved().calledFrom(TraceParent.parse(caller));
    ObjectNode claims = claims(ended(called, Ending.IGNORED, Code.NO_RULE));

    assertThat(delivery(claims).get("caller").textValue()).isEqualTo(caller);
    assertThat(parse(claims).orElseThrow().body().subject()).contains(called);
    delivery(claims).put("caller", "hello");
    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "16,true", "17,false"})
  void namesSixteenFurtherViolations(int count, boolean accepted) {
    ObjectNode claims = claims(golden());
    ArrayNode further = claims.putArray("further");
    for (int i = 0; i < count; i++) {
      further.addObject().put("code", "bind-type").put("pointer", "/" + i);
    }

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void refusesUnknownCodeOfAViolation() {
    ObjectNode claims = claims(golden());
    claims.putArray("further").addObject().put("code", "no-such-code");

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"255,255", "256,256", "257,256"})
  void cutsLongPointers(int length, int kept) {
    Violation violation = Violation.of(Code.BIND_TYPE, "/".repeat(length));

    assertThat(violation.pointer().orElseThrow()).hasSize(kept);
  }

  private static Receipt golden() {
    ReceiptBody.Delivery delivery =
        proved().releasedBy(new Release("operator-1", "command-1", "gate-1/6"));
    return receipt(
        new ReceiptBody.Decision(
            delivery,
            1,
            new ReceiptBody.Verdict(DecisionResult.UNBOUND, "deploy-on-push", List.of()),
            Optional.empty(),
            Code.CONSTRAINT_PATTERN,
            Optional.of("/repository/full_name"),
            List.of(Violation.of(Code.CONSTRAINT_FORMAT, "/after")),
            DIGEST));
  }

  private static Receipt ended(ReceiptBody.Delivery delivery, Ending ending, Code code) {
    return receipt(new ReceiptBody.DeliveryEnded(delivery, ending, code, Optional.empty(), DIGEST));
  }

  private static ReceiptBody.Delivery proved() {
    return unproved()
        .proved(new ReceiptBody.Evidence(Assurance.SHARED, "source:github", new DedupeId(ID)));
  }

  private static ReceiptBody.Delivery unproved() {
    return new ReceiptBody.Delivery(
        "sallyport.released:1:4", Origin.parse("sallyport.released:1:4"), "github", DIGEST);
  }

  private static Receipt receipt(ReceiptBody body) {
    return new Receipt(
        "prod-k4x/validator", Instant.ofEpochSecond(1_795_089_000), "gate-1", 7, DIGEST, body);
  }

  private static ObjectNode delivery(ObjectNode claims) {
    return (ObjectNode) claims.get("delivery");
  }

  private static ObjectNode evidence(ObjectNode claims) {
    return (ObjectNode) delivery(claims).get("evidence");
  }

  private static ObjectNode claims(Receipt receipt) {
    return StrictJson.read(ReceiptCodec.write(receipt)).orElseThrow();
  }

  private static Optional<Receipt> parse(ObjectNode claims) {
    return ReceiptCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}

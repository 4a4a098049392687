package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.Resolution;
import io.sallyport.contract.resolution.Resolution.Statement;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receipt says of what persons found out. */
class ResolutionReceiptTest {
  private static final String VECTOR = "contract/receipt-resolution.json";
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
  private static final Digest DIGEST = Digest.of(new byte[] {1});

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
  void readsWhatItWrites() {
    assertThat(parse(claims())).contains(golden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"outcome", "digest", "finding", "statements"})
  void refusesResolutionWithout(String name) {
    ObjectNode claims = claims();
    resolution(claims).remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "command", "digest", "reason"})
  void refusesStatementWithout(String name) {
    ObjectNode claims = claims();
    ((ObjectNode) statements(claims).get(0)).remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "2,true", "3,false"})
  void namesOneOperatorOrTwo(int count, boolean accepted) {
    ObjectNode claims = claims();
    ArrayNode statements = resolution(claims).putArray("statements");
    for (int i = 0; i < count; i++) {
      addStatement(statements, "operator-" + i);
    }

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @Test
  void refusesOneOperatorTwice() {
    ObjectNode claims = claims();
    ArrayNode statements = resolution(claims).putArray("statements");
    addStatement(statements, "operator-1");
    addStatement(statements, "operator-1");

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void refusesAnotherCode() {
    assertThat(parse(claims().put("code", "succeeded"))).isEmpty();
  }

  private static void addStatement(ArrayNode statements, String operator) {
    statements
        .addObject()
        .put("operator", operator)
        .put("command", "c0mmand-00000001")
        .put("digest", DIGEST.text())
        .put("reason", "seen");
  }

  private static Receipt golden() {
    Resolution resolution =
        new Resolution(
            "deployments-1/7",
            DIGEST,
            Finding.PERFORMED,
            List.of(
                new Statement("operator-1", "c0mmand-00000001", DIGEST, "its log has the key"),
                new Statement("operator-2", "c0mmand-00000002", DIGEST, "seen, too")));
    ReceiptBody.Action action =
        new ReceiptBody.Action(
            new ActionId("A".repeat(43)),
            "com.example.actions.Deploy",
            Effect.WRITE,
            "deployments",
            DIGEST,
            Optional.of(Classification.INTERNAL),
            Optional.empty());
    return new Receipt(
        "prod-k4x/deployments",
        Instant.ofEpochSecond(1_795_089_600),
        "deployments-1",
        9,
        DIGEST,
        new ReceiptBody.Resolved(action, resolution));
  }

  private static ObjectNode resolution(ObjectNode claims) {
    return (ObjectNode) claims.get("resolution");
  }

  private static ArrayNode statements(ObjectNode claims) {
    return (ArrayNode) resolution(claims).get("statements");
  }

  private static ObjectNode claims() {
    return StrictJson.read(ReceiptCodec.write(golden())).orElseThrow();
  }

  private static Optional<Receipt> parse(ObjectNode claims) {
    return ReceiptCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}

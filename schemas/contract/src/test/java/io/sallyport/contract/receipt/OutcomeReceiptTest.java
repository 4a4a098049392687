package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.Provider;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
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

/** What a receipt says of an action's end: when it was performed and with which credential. */
class OutcomeReceiptTest {
  private static final String VECTOR = "contract/receipt-outcome.json";
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final String ID = "ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE";
  private static final Instant STARTED = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final Execution.Lease LEASE =
      new Execution.Lease("c3RyaWN0bHktcmFuZG9t00", "ci", Optional.of("deploy:staging"));

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
  void readsReceiptOfBeforePerformancesWereTold() {
    ObjectNode claims = claims();
    claims.remove("performance");

    assertThat(parse(claims).map(Receipt::body))
        .hasValueSatisfying(
            body -> assertThat(((ReceiptBody.Outcome) body).performance()).isEmpty());
  }

  @Test
  void readsReceiptOfBeforeDecisionAndClaimWereNamed() {
    ObjectNode claims = claims();
    claims.remove("decision");
    ObjectNode outcome = (ObjectNode) claims.get("outcome");
    outcome.put("attempt", 0).remove("claim");

    assertThat(parse(claims).map(Receipt::body))
        .hasValueSatisfying(body -> {
          assertThat(((ReceiptBody.Outcome) body).decision()).isEmpty();
          assertThat(((ReceiptBody.Outcome) body).attempt()).isEmpty();
        });
  }

  @Test
  void readsReceiptOfBeforeClassificationsWereTold() {
    ObjectNode claims = claims();
    action(claims).remove("classification");

    assertThat(parse(claims).map(Receipt::body))
        .hasValueSatisfying(
            body -> assertThat(((ReceiptBody.Outcome) body).action().classification()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "INTERNAL", ""})
  void refusesClassification(String word) {
    ObjectNode claims = claims();
    action(claims).put("classification", word);

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void namesTheMemoryThatIsToldOfIt() {
    String desk = "M".repeat(42) + "A";
    ObjectNode claims = claims();
    action(claims).put("desk", desk);

    assertThat(parse(claims).map(Receipt::body))
        .hasValueSatisfying(body ->
            assertThat(((ReceiptBody.Outcome) body).action().desk()).contains(new DeskKey(desk)));
    assertThat(parse(claims).map(ReceiptCodec::write).map(Bytes::of))
        .contains(Bytes.of(StrictJson.write(claims)));
    action(claims).put("desk", desk + "A");
    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void saysWhereItsRecordLies() {
    ObjectNode claims = claims();
    ((ObjectNode) claims.get("outcome")).put("produced", "orders.commands:3:42");

    assertThat(parse(claims).map(Receipt::body))
        .hasValueSatisfying(body ->
            assertThat(((ReceiptBody.Outcome) body).response())
                .contains(
                    new Response(201, DIGEST, Optional.of(new Origin("orders.commands", 3, 42)))));
    assertThat(parse(claims).map(ReceiptCodec::write).map(Bytes::of).flatMap(ReceiptCodec::parse))
        .isEqualTo(parse(claims));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.commands", "orders.commands:3", "a b:1:2", "x:1:-1"})
  void refusesRecordWithoutPlace(String place) {
    ObjectNode claims = claims();
    ((ObjectNode) claims.get("outcome")).put("produced", place);

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void readsLeaseWithoutScope() {
    ObjectNode claims = claims();
    lease(claims).remove("scope");

    assertThat(parse(claims)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"started", "finished"})
  void refusesPerformanceWithout(String name) {
    ObjectNode claims = claims();
    performance(claims).remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "credential"})
  void refusesLeaseWithout(String name) {
    ObjectNode claims = claims();
    lease(claims).remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    ObjectNode inLease = claims();
    lease(inLease).put("token", "x");
    ObjectNode inPerformance = claims();
    performance(inPerformance).put("host", "x");

    assertThat(List.of(parse(inLease), parse(inPerformance))).containsOnly(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"1,true", "999,true", "1000,true", "1001,false", "0,false"})
  void namesScopesUpToTheirLimit(int length, boolean accepted) {
    ObjectNode claims = claims();
    lease(claims).put("scope", "s".repeat(length));

    assertThat(parse(claims).isPresent()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with space and more", "dotted.token.of.somebody"})
  void refusesLeaseOfSuchId(String id) {
    assertThatThrownBy(() -> new Execution.Lease(id, "ci", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(id);
  }

  @Test
  void namesNoLeaseWhereNothingWasLent() {
    ObjectNode claims = claims();
    performance(claims).remove("lease");

    Receipt read = parse(claims).orElseThrow();

    assertThat(read.body())
        .isInstanceOfSatisfying(
            ReceiptBody.Outcome.class,
            outcome -> assertThat(outcome.performance().orElseThrow().lease()).isEmpty());
    assertThat(Bytes.of(ReceiptCodec.write(read))).isEqualTo(Bytes.of(StrictJson.write(claims)));
  }

  @Test
  void saysWhatCameBeforeItsDecision() {
    ObjectNode claims = claims();
    claims.put("before", DIGEST.text());

    Receipt read = parse(claims).orElseThrow();

    assertThat(((ReceiptBody.Outcome) read.body()).decision())
        .contains(new NamedReceipt("gate-3/17", Optional.of(DIGEST)));
    assertThat(parse(StrictJson.read(ReceiptCodec.write(read)).orElseThrow())).contains(read);
  }

  private static Receipt golden() {
    ReceiptBody body =
        new ReceiptBody.Outcome(
            new ReceiptBody.Action(
                new ActionId(ID),
                "com.example.actions.Deploy",
                Effect.WRITE,
                "pay",
                DIGEST,
                Optional.of(Classification.INTERNAL),
                Optional.empty()),
            Optional.of(NamedReceipt.of("gate-3/17")),
            Origin.parse("sallyport.trusted.pay:1:4"),
            OutcomeResult.SUCCEEDED,
            Code.SUCCEEDED,
            Optional.of(new Attempt(1, Optional.of("nonce"))),
            Optional.of(new Response(201, DIGEST)),
            Optional.of(new Execution(STARTED, STARTED.plusMillis(45), Optional.of(LEASE))));
    return new Receipt(
        "prod-k4x/pay", Instant.ofEpochSecond(1_795_089_000), "pay-1", 7, DIGEST, body);
  }

  private static ObjectNode action(ObjectNode claims) {
    return (ObjectNode) claims.get("action");
  }

  private static ObjectNode performance(ObjectNode claims) {
    return (ObjectNode) claims.get("performance");
  }

  private static ObjectNode lease(ObjectNode claims) {
    return (ObjectNode) performance(claims).get("lease");
  }

  private static ObjectNode claims() {
    return StrictJson.read(ReceiptCodec.write(golden())).orElseThrow();
  }

  private static Optional<Receipt> parse(ObjectNode claims) {
    return ReceiptCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}

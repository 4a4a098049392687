package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receipt says of where a cell's chain stands. */
class WitnessReceiptTest {
  private static final String VECTOR = "contract/receipt-witness.json";
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  @Test
  void isWrittenAsTheGoldenVector() {
    String claims = new String(ReceiptCodec.write(golden()), StandardCharsets.UTF_8);

    Vectors.regenerate(VECTOR, StrictJson.object().put("claims", claims));
    JsonNode vector = Vectors.read(VECTOR);
    assertThat(claims).isEqualTo(vector.get("claims").textValue());
  }

  @Test
  void readsWhatItWrites() {
    assertThat(parse(claims())).contains(golden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"witnessed", "code"})
  void refusesReceiptWithout(String name) {
    ObjectNode claims = claims();
    claims.remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cell", "receipt", "digest"})
  void refusesSightingWithout(String name) {
    ObjectNode claims = claims();
    claims.withObject("/witnessed").remove(name);

    assertThat(parse(claims)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/witnessed, cell, Deployments",
    "/witnessed, receipt, deployments-0",
    "/witnessed, digest, sha256:00",
    "/witnessed, more, text",
    "'', code, bundle-loaded",
  })
  void refusesOtherValues(String object, String name, String value) {
    ObjectNode claims = claims();
    (object.isEmpty() ? claims : claims.withObject(object)).put(name, value);

    assertThat(parse(claims)).isEmpty();
  }

  @Test
  void saysWhereTheChainStoodBehindIt() {
    assertThat(sighting().head()).isEqualTo(new ChainHead("deployments-1", 18, DIGEST));
  }

  @Test
  void refusesWhatIsNoCellsReceipt() {
    assertThatThrownBy(() -> new Sighting("A", "deployments-1/17", DIGEST))
        .hasMessageContaining("cell");
    assertThatThrownBy(() -> new Sighting("deployments", "17", DIGEST))
        .hasMessageContaining("chain/seq");
  }

  @Test
  void isOfNoDeliveryAndNoAction() {
    assertThat(golden().action()).isEmpty();
    assertThat(golden().body().subject()).isEmpty();
    assertThat(golden().body().decided()).isEmpty();
    assertThat(golden().body().sealed()).isEmpty();
  }

  private static Sighting sighting() {
    return new Sighting("deployments", "deployments-1/17", DIGEST);
  }

  private static Receipt golden() {
    return new Receipt(
        "prod-k4x/validator",
        Instant.ofEpochSecond(1_795_089_400L),
        "desk-1",
        3,
        DIGEST,
        new ReceiptBody.Witnessed(sighting()));
  }

  private static ObjectNode claims() {
    return StrictJson.read(ReceiptCodec.write(golden())).orElseThrow();
  }

  private static Optional<Receipt> parse(ObjectNode claims) {
    return ReceiptCodec.parse(Bytes.of(StrictJson.write(claims)));
  }
}

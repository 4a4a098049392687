package io.sallyport.contract.held;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.testkit.Seeded;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldCodecTest {
  private static final String VECTOR = "contract/held.json";
  private static final Held GOLDEN = Holdings.golden();

  @Test
  void isWrittenAsTheGoldenVector() {
    String written = text(HeldCodec.write(GOLDEN));

    Vectors.regenerate(VECTOR, StrictJson.object().put("value", written));
    JsonNode vector = Vectors.read(VECTOR);
    assertThat(written).isEqualTo(vector.get("value").textValue());
  }

  @Test
  void readsWhatItWrites() {
    assertThat(HeldCodec.parse(Bytes.of(HeldCodec.write(GOLDEN)))).contains(GOLDEN);
  }

  @Test
  void readsTheLargestThatIsWritten() {
    Bytes value = Bytes.of(new byte[Held.MAX_VALUE]);
    Mandate draft =
        Holdings.draft(
            value, Holdings.OPENED.plusSeconds(600), Optional.of(Holdings.hold(Holdings.DEADLINE)));
    Held held = new Held(draft, "p".repeat(256), value);

    byte[] written = HeldCodec.write(held);

    assertThat(written.length).isLessThanOrEqualTo(HeldCodec.MAX_SIZE);
    assertThat(HeldCodec.parse(Bytes.of(written))).contains(held);
  }

  @Test
  void refusesOneByteAboveTheLimit() {
    assertThat(HeldCodec.parse(Bytes.of(new byte[HeldCodec.MAX_SIZE + 1]))).isEmpty();
  }

  @Test
  void refusesEveryOtherFormOfTheSame() {
    String canonical = text(HeldCodec.write(GOLDEN));
    List<String> others =
        List.of(
            canonical + " ",
            canonical.replace(",\"value\"", ", \"value\""),
            canonical.replace("\"value\":\"", "\"value\":\"\\u0041").replace("\\u0041A", "\\u0041"),
            canonical.replace("AAAAAAcC\"", "AAAAAAcC==\""),
            canonical.replace("AAAAAAcC", "AAAAAAcD"),
            canonical.replace("sallyport-held-v1", "sallyport-held-v2"),
            canonical.replace("{\"held\"", "{\"held\":\"sallyport-held-v1\",\"held\""));

    assertThat(others)
        .allSatisfy(other -> {
          assertThat(other).isNotEqualTo(canonical);
          assertThat(HeldCodec.parse(Bytes.utf8(other))).isEmpty();
        });
  }

  @Test
  void refusesEachMissingAndUnknownMember() {
    for (String name : members().properties().stream().map(Map.Entry::getKey).toList()) {
      ObjectNode members = members();
      members.remove(name);

      assertThat(parse(members)).as(name).isEmpty();
    }
    assertThat(parse(members().put("zone", "eu"))).isEmpty();
  }

  @Test
  void neverThrowsOnChangedBytes() {
    Seeded.forAll(
        5_000,
        random -> {
          byte[] changed = HeldCodec.write(GOLDEN);
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);

          Optional<Held> read = HeldCodec.parse(Bytes.of(changed));

          read.ifPresent(held -> assertThat(HeldCodec.write(held)).isEqualTo(changed));
        });
  }

  @Test
  void neverThrowsOnWhatWasCutOff() {
    byte[] whole = HeldCodec.write(GOLDEN);
    for (int length = 0; length < whole.length; length++) {
      assertThat(HeldCodec.parse(Bytes.of(java.util.Arrays.copyOf(whole, length)))).isEmpty();
    }
  }

  private static ObjectNode members() {
    return StrictJson.read(HeldCodec.write(GOLDEN)).orElseThrow();
  }

  private static Optional<Held> parse(ObjectNode members) {
    return HeldCodec.parse(Bytes.of(StrictJson.write(members)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

package io.sallyport.contract.jws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.testkit.Seeded;
import io.sallyport.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is asked of every kind of claims that somebody signs.
 *
 * @param golden what the vector holds
 * @param write the claims' bytes
 * @param parse the claims that bytes are, exactly
 */
public record SignedClaims<T>(
    T golden, Function<T, byte[]> write, Function<Bytes, Optional<T>> parse) {
  private static final String SEED = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

  /** Signs as the vector of that name says, or writes that vector. */
  public void signsAs(String vector, Function<SigningKey, String> sign) {
    SigningKey key = SigningKey.ofSeed(Base64.getUrlDecoder().decode(SEED), Provider.fastest());
    String claims = new String(write.apply(golden), StandardCharsets.UTF_8);

    String signed = sign.apply(key);

    Vectors.regenerate(
        vector, StrictJson.object().put("seed", SEED).put("compact", signed).put("claims", claims));
    JsonNode expected = Vectors.read(vector);
    assertThat(signed).isEqualTo(expected.get("compact").textValue());
    assertThat(claims).isEqualTo(expected.get("claims").textValue());
  }

  /** Reads nothing from claims one of which is missing, but for the optional ones. */
  public void refusesMissing(String... optional) {
    for (String name : names(json())) {
      ObjectNode without = json();
      without.remove(name);

      assertThat(read(without).isPresent()).as(name).isEqualTo(List.of(optional).contains(name));
    }
  }

  /** Reads nothing from claims one of which is no integer and no text. */
  public void refusesOtherTypes() {
    for (String name : names(json())) {
      ObjectNode changed = json();
      changed.set(name, changed.numberNode(1.5));

      assertThat(read(changed)).as(name).isEmpty();
    }
  }

  /** Whatever one byte is changed to, nothing is thrown and what is read is sound. */
  public void survivesChangedBytes(Consumer<T> sound) {
    Seeded.forAll(
        5_000,
        random -> {
          byte[] changed = write.apply(golden);
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);

          parse.apply(Bytes.of(changed)).ifPresent(sound);
        });
  }

  /** The golden claims, to be changed. */
  public ObjectNode json() {
    return StrictJson.read(write.apply(golden)).orElseThrow();
  }

  /** The claims that this is, if it is any. */
  public Optional<T> read(ObjectNode claims) {
    return parse.apply(Bytes.of(StrictJson.write(claims)));
  }

  /** The names in an object. */
  public static List<String> names(ObjectNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}

package io.sallyport.contract.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.json.JsonWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receipt shows of a pointer. */
class ViolationTest {
  private static final int LIMIT = 256;

  @ParameterizedTest
  @CsvSource({
    "a, 255, true", "a, 256, false",
    "\u00e4, 85, true", "\u00e4, 86, false",
    "\ud83d\ude00, 21, true", "\ud83d\ude00, 22, false",
    "!, 255, true", "~, 256, false"
  })
  void cutsOffWhatHasMoreBytesInJson(String character, int count, boolean fits) {
    String pointer = "/" + character.repeat(count);

    String told = Violation.of(Code.BIND_TYPE, pointer).pointer().orElseThrow();

    assertThat(told.equals(pointer)).isEqualTo(fits);
    assertThat(told).startsWith("/" + character).hasSizeLessThanOrEqualTo(LIMIT);
    assertThat(told.endsWith("...")).isEqualTo(!fits);
  }

  @Test
  void neverHasMoreBytesThanThatAndNoHalfOfACharacter() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      int most = random.nextBoolean() ? 0x80 : 0x110000;
      String pointer =
          random
              .ints(random.nextInt(600), 0, most)
              .filter(c -> c < 0xd800 || c > 0xdfff)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      String told = Violation.of(Code.BIND_TYPE, pointer).pointer().orElse("");

      int quotes = JsonWriter.write(json -> json.put("", "")).length;
      assertThat(JsonWriter.write(json -> json.put("", told)).length - quotes)
          .as("seed " + seed + ", " + i)
          .isLessThanOrEqualTo(LIMIT);
      assertThat(told.chars().filter(c -> Character.isSurrogate((char) c)).count() % 2).isZero();
    }
  }
}

package io.sallyport.validator.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Seeded;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick way agrees with the JDK's strict decoder. */
class StrictUtf8Test {
  private static final int CASES = 20_000;

  @Test
  void agreesWithADecoderOnAnyBytes() {
    Seeded.forAll(
        CASES,
        random -> {
          byte[] bytes = bytes(random);

          assertThat(StrictUtf8.decode(bytes)).isEqualTo(strictly(bytes));
        });
  }

  @Test
  void acceptsAReplacementCharacterThatWasSent() {
    byte[] sent = "a\uFFFDb".getBytes(StandardCharsets.UTF_8);

    assertThat(StrictUtf8.decode(sent)).contains("a\uFFFDb");
  }

  @Test
  void refusesWhatTheDecoderWouldReplaceBesideOneThatWasSent() {
    byte[] mixed = "a\uFFFDb?".getBytes(StandardCharsets.UTF_8);
    mixed[mixed.length - 1] = (byte) 0x80;

    assertThat(StrictUtf8.decode(mixed)).isEmpty();
  }

  /** Text of all lengths of characters, with up to two bytes changed or cut off. */
  private static byte[] bytes(Random random) {
    int[] codePoints =
        random
            .ints(random.nextInt(8), 0, 4)
            .map(kind -> new int[] {'a', 0xe9, 0xfffd, 0x1f511}[kind])
            .toArray();
    byte[] bytes = new String(codePoints, 0, codePoints.length).getBytes(StandardCharsets.UTF_8);
    for (int changes = random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x70, 0x100);
    }
    return java.util.Arrays.copyOf(bytes, bytes.length - Math.min(bytes.length, random.nextInt(2)));
  }

  private static Optional<String> strictly(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

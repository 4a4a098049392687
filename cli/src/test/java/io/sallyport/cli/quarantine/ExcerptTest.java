package io.sallyport.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.service.text.VisibleText;
import io.sallyport.testkit.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
  @Test
  void keepsTheLinesOfAHarmlessPayload() {
    assertThat(Excerpt.of(Bytes.utf8("{\n  \"a\": \"\u00e9\"\n}")).lines())
        .containsExactly("{", "  \"a\": \"\u00e9\"", "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u001b]0;title\u0007",
        "\u009b31m",
        "\u0000",
        "\r",
        "\u007f",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\u2029",
        "\udb40\udc41",
        "\ue000"
      })
  void escapesWhatCanMoveOrHideText(String hostile) {
    String line = Excerpt.of(Bytes.utf8("a" + hostile + "b")).lines().getFirst();

    assertThat(line).startsWith("a\\u").endsWith("b");
    assertThat(line.codePoints()).noneMatch(VisibleText::isUnsafe);
  }

  @Test
  void showsBytesThatAreNoTextAsNumbers() {
    Excerpt excerpt = Excerpt.of(Bytes.of((byte) 'a', (byte) 0xff, (byte) 0x9b, (byte) 0x1b));

    assertThat(excerpt.lines()).containsExactly("a\\xff\\x9b\\u001b");
  }

  @Test
  void showsAllUpToTheLimit() {
    Excerpt excerpt = Excerpt.of(Bytes.utf8("x".repeat(Excerpt.MAX_CHARACTERS)));

    assertThat(excerpt.isWhole()).isTrue();
    assertThat(excerpt.heading()).isEqualTo("payload, 4096 bytes");
  }

  @Test
  void cutsBehindTheLimitAndSaysSo() {
    Excerpt excerpt = Excerpt.of(Bytes.utf8("x".repeat(Excerpt.MAX_CHARACTERS + 1)));

    assertThat(excerpt.isWhole()).isFalse();
    assertThat(excerpt.lines().getFirst()).hasSize(Excerpt.MAX_CHARACTERS);
    assertThat(excerpt.heading()).contains("4097 bytes", "the first 4096", "--raw --to FILE");
  }

  @Test
  void cutsNoPairInTwo() {
    String clef = "\ud834\udd1e";
    Excerpt excerpt = Excerpt.of(Bytes.utf8("x".repeat(Excerpt.MAX_CHARACTERS - 1) + clef));

    assertThat(excerpt.lines().getFirst()).hasSize(Excerpt.MAX_CHARACTERS - 1).endsWith("x");
  }

  @Test
  void showsEveryByteSequenceHarmlessly() {
    Seeded.forAll(
        300,
        random -> {
          byte[] bytes = new byte[random.nextInt(64)];
          random.nextBytes(bytes);

          assertThat(Excerpt.of(Bytes.of(bytes)).lines())
              .allMatch(line -> line.codePoints().noneMatch(VisibleText::isUnsafe));
        });
  }
}

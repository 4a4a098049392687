package io.sallyport.service.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger wrote can neither hide nor break a line. */
class VisibleTextTest {

  @Test
  void leavesPlainTextAlone() {
    assertThat(VisibleText.escape("Zürich 東京 \uD83D\uDE00 \"x\" \\"))
        .isEqualTo("Zürich 東京 \uD83D\uDE00 \"x\" \\");
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\0', '\u0007', '\u001b', '\n', '\r', '\t', '\u007f', '\u0085', '\u009b', '\u200b',
        '\u200d', '\u200e', '\u202a', '\u202e', '\u2028', '\u2029', '\u2066', '\u2069', '\ufeff',
        '\ud800', '\udc00', '\ue000', '\u00ad', '\u061c'
      })
  void escapesWhatDoesNotShow(char unsafe) {
    String expected = String.format("a\\u%04xb", (int) unsafe);

    assertThat(VisibleText.escape("a" + unsafe + "b")).isEqualTo(expected);
    assertThat(VisibleText.escape("" + unsafe)).doesNotContain("" + unsafe);
  }

  @Test
  void escapesTagCharactersOutsideTheBasicPlane() {
    assertThat(VisibleText.escape(Character.toString(0xE0041))).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void writesJsonStrings() {
    assertThat(JsonText.quote("a\"b\\c\n\t\u001b\u202e"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\t\\u001b\\u202e\"");
    assertThat(JsonText.quote("\uD83D\uDE00\udc00")).isEqualTo("\"\uD83D\uDE00\\udc00\"");
  }

  @Test
  void writesFlatObjects() {
    assertThat(JsonText.object(Map.of("k\n", "v"))).isEqualTo("{\"k\\n\":\"v\"}");
  }
}

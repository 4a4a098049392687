package io.sallyport.evidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictTextTest {

  @Test
  void readsSeconds() {
    assertThat(StrictText.seconds("1")).contains(Instant.ofEpochSecond(1));
    assertThat(StrictText.seconds("99999999999")).contains(Instant.ofEpochSecond(99_999_999_999L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "01", "+1", "-1", " 1", "1 ", "1.0", "1e3", "100000000000", "\u0661"})
  void refusesOtherSeconds(String text) {
    assertThat(StrictText.seconds(text)).isEmpty();
  }

  @Test
  void readsHex() {
    assertThat(StrictText.hex("00ff", 2)).contains(Bytes.of((byte) 0, (byte) 0xff));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "00f", "00ff0", "00fff0", "00FF", "00fg", "0x00", "00f\uff46"})
  void refusesOtherHex(String text) {
    assertThat(StrictText.hex(text, 2)).isEmpty();
  }

  @Test
  void readsBase64InItsOneForm() {
    assertThat(StrictText.base64("AA==")).contains(Bytes.of((byte) 0));
    assertThat(StrictText.base64Url("-_8")).contains(Bytes.of((byte) 0xfb, (byte) 0xff));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AA", "AA=", "AB==", "AA==\n", " AA==", "A-==", "A A==", "====", "AA==AA=="})
  void refusesOtherBase64(String text) {
    assertThat(StrictText.base64(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA==", "AB", "A", "+_8", "AA\n"})
  void refusesOtherBase64Url(String text) {
    assertThat(StrictText.base64Url(text)).isEmpty();
  }

  @Test
  void boundsVisibleText() {
    assertThat(StrictText.isVisible("ab", 2)).isTrue();
    assertThat(StrictText.isVisible("abc", 2)).isFalse();
    assertThat(StrictText.isVisible("", 2)).isFalse();
    assertThat(StrictText.isVisible("a b", 9)).isFalse();
    assertThat(StrictText.isVisible("a\u007f", 9)).isFalse();
    assertThat(StrictText.isVisible("\u00e4", 9)).isFalse();
  }
}

package io.sallyport.validator.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a && b; [a][&& b]",
        "a || b && !c; [a][|| b][&& !c]",
        "(a || b) && c; [(a || b)][&& c]",
        "a == '&&' && b; [a == '&&'][&& b]",
        "a == \"it's ||\" || b; [a == \"it's ||\"][|| b]",
        "a == 'x\\'&&' && b; [a == 'x\\'&&'][&& b]",
        "a == r'x\\' && b; [a == r'x\\'][&& b]",
        "a == '''x'&&''' && b; [a == '''x'&&'''][&& b]",
        "a in ['||', '&&'] && has(b.c); [a in ['||', '&&']][&& has(b.c)]",
      })
  void splitsAtTheTopLevelOnly(String text, String parts) {
    StringBuilder joined = new StringBuilder();
    Parts.of(text)
        .forEach(part ->
            joined.append('[').append((part.joint() + " " + part.text()).strip()).append(']'));

    assertThat(joined).hasToString(parts);
  }

  @Test
  void readsNoOperatorsInComments() {
    assertThat(Parts.of("a // && b\n && c")).extracting(Parts.Part::text).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a ? b && c : d", "a && (b", "a) && b"})
  void leavesOthersWhole(String text) {
    assertThat(Parts.of(text)).containsExactly(new Parts.Part("", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'", "'''", "\"\\", "r'", "&&", "//"})
  void survivesWhatIsNoCel(String text) {
    assertThat(Parts.of(text)).isNotEmpty();
  }
}

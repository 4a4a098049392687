package io.sallyport.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellQuoteTest {
  private static final String SPECIAL = "'\"\\$`;|&<>(){}[]*?!~#^= \n\t\u001b";

  @Test
  void leavesPlainWordsAlone() {
    assertThat(ShellQuote.quote("http://127.0.0.1:8080/v1/sources/github"))
        .isEqualTo("http://127.0.0.1:8080/v1/sources/github");
  }

  @Test
  void quotesTheEmptyWord() {
    assertThat(ShellQuote.quote("")).isEqualTo("''");
  }

  @Test
  void keepsQuotesInside() {
    assertThat(ShellQuote.quote("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
  }

  @Test
  void showsControlCharactersAsEscapes() {
    assertThat(ShellQuote.quote("a\u001b[2J\nb")).isEqualTo("$'a\\x1b[2J\\x0ab'");
  }

  @Test
  void keepsBackslashesApartFromItsOwn() {
    assertThat(ShellQuote.quote("\u001b\\x41'")).isEqualTo("$'\\x1b\\\\x41\\''");
  }

  @Test
  void givesBashTheSameWordBack() {
    Seeded.forAll(
        100,
        random -> {
          String word = word(random);

          String quoted = ShellQuote.quote(word);

          assertThat(bash("printf %s " + quoted)).isEqualTo(word);
          assertThat(quoted.chars()).allMatch(each -> each >= 0x20 && each < 0x7f);
        });
  }

  /** Characters that mean something to a shell, plain ones, and any others. */
  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      word.appendCodePoint(
          switch (random.nextInt(6)) {
            case 0 -> SPECIAL.charAt(random.nextInt(SPECIAL.length()));
            case 1 -> 1 + random.nextInt(0xd7ff);
            default -> 'a' + random.nextInt(26);
          });
    }
    return word.toString();
  }

  private static String bash(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "-c", script);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}

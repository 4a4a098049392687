package io.sallyport.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Seeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellQuoteTest {
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
  void givesBashTheSameWordBack() {
    Seeded.forAll(
        25,
        random -> {
          String word = word(random);

          String quoted = ShellQuote.quote(word);

          assertThat(bash("printf %s " + quoted)).isEqualTo(word);
          assertThat(quoted.chars()).allMatch(each -> each >= 0x20 && each < 0x7f);
        });
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(40);
    for (int i = 0; i < length; i++) {
      int point = random.nextBoolean() ? 1 + random.nextInt(0x7f) : 1 + random.nextInt(0xd7ff);
      word.appendCodePoint(point);
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

package io.sallyport.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.json.StrictJson;
import io.sallyport.service.text.VisibleText;
import io.sallyport.testkit.Seeded;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  /** What moves cursors, hides, reorders or splits. */
  private static final int[] HOSTILE = {
    0, 7, 8, 9, 0x0a, 0x0d, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0xad, 0x61c, 0x200b, 0x200d, 0x200e,
    0x202a, 0x202e, 0x2028, 0x2029, 0x2066, 0x2069, 0xfeff, 0xd800, 0xdfff, 0xe0041, 0xe000
  };

  private final Screen screen = new Screen();

  @Test
  void showsEscapeSequencesInsteadOfSendingThem() {
    screen.console().line("\u001b]0;title\u0007\u001b[2Jdone");

    assertThat(screen.out()).isEqualTo("\\u001b]0;title\\u0007\\u001b[2Jdone\n");
  }

  @Test
  void keepsLettersOfAllLanguages() {
    screen.console().line("Größe 変更 שלום 🚀");

    assertThat(screen.out()).isEqualTo("Größe 変更 שלום 🚀\n");
  }

  @Test
  void writesProblemsToStandardErrorOnly() {
    screen.console().problem("it failed", "Try again.");

    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).isEqualTo("sallyport: it failed\nTry again.\n");
  }

  @Test
  void writesAnythingAsOneHarmlessLine() {
    Seeded.forAll(
        500,
        random -> {
          Screen fresh = new Screen();

          fresh.console().line(hostile(random));

          assertHarmless(fresh.out());
        });
  }

  @Test
  void writesAnythingAsOneHarmlessRow() {
    Seeded.forAll(
        200,
        random -> {
          Screen fresh = new Screen();

          fresh.console().table(Table.of(2).row(hostile(random), hostile(random)));

          assertHarmless(fresh.out());
        });
  }

  @Test
  void writesAnythingAsJsonThatReadsBackTheSame() {
    Seeded.forAll(
        500,
        random -> {
          Screen fresh = new Screen();
          String text = hostile(random).replaceAll("[\ud800-\udfff]", "");

          fresh.console().json(StrictJson.object().put("text", text));

          assertHarmless(fresh.out());
          byte[] json = fresh.out().getBytes(StandardCharsets.UTF_8);
          assertThat(StrictJson.read(json).orElseThrow().path("text").textValue()).isEqualTo(text);
        });
  }

  private static void assertHarmless(String written) {
    assertThat(written).endsWith("\n");
    String line = written.substring(0, written.length() - 1);
    assertThat(line.codePoints().filter(VisibleText::isUnsafe).count()).isZero();
    for (int each : HOSTILE) {
      assertThat(line.codePoints()).doesNotContain(each);
    }
  }

  private static String hostile(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(30);
    for (int i = 0; i < length; i++) {
      int point =
          random.nextBoolean() ? HOSTILE[random.nextInt(HOSTILE.length)] : random.nextInt(0x110000);
      text.appendCodePoint(point);
    }
    return text.toString();
  }
}

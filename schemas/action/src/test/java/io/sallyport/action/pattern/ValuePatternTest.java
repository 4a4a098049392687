package io.sallyport.action.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sallyport.testkit.Seeded;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are matched as RE2/J matches them, in one scan where the pattern is runs. */
class ValuePatternTest {
  private static final String[] PARTS = {
    "[a-c]",
    "[^a-c]",
    "[\\]x]",
    "[a\\-z]",
    "[^\\p{Cc}]",
    "[\\x{61}-c]",
    "[ -~]",
    "a",
    "-",
    "\\.",
    "\\\\",
    "/",
    "é",
    ".",
    "\\d",
    "(?:ab)",
    "[[:digit:]]",
    "^",
    "$",
    "a|b",
    "|",
    "[a|b]",
    "\\|",
    "(?:a|b)",
    "\\pL",
    "[]a]",
    "[^]a]"
  };
  private static final String[] COUNTS = {
    "", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "{0}", "*?", "{,3}", "{a}", "{02}",
    "{1,03}"
  };
  private static final String ALPHABET = "abcxz]|-\\./ é\n0\u0000~😀{}2,";

  @Test
  void matchesAsItsLibraryDoes() {
    Seeded.forAll(
        3_000,
        random -> {
          Optional<Pattern> pattern = pattern(random);
          for (int i = 0; pattern.isPresent() && i < 40; i++) {
            String text = text(random);
            assertThat(ValuePattern.of(pattern.get()).matches(text))
                .as("%s on %s", pattern.get(), text)
                .isEqualTo(pattern.get().matches(text));
          }
        });
  }

  private static Optional<Pattern> pattern(Random random) {
    StringBuilder pattern = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      pattern.append(PARTS[random.nextInt(PARTS.length)]);
      pattern.append(COUNTS[random.nextInt(COUNTS.length)]);
    }
    try {
      return Optional.of(Pattern.compile(pattern.toString()));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static String text(Random random) {
    int[] points = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[a-z ]*", "[a-z]+-[0-9]+", "[a-z0-9-]+/[a-z0-9._-]+", "[^\\p{Cc}]*", "a{2,3}\\."})
  void runsAreScanned(String pattern) {
    assertThat(Runs.of(pattern)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a-z]*z",
        "[a-z]*[0-9]*[a-f]",
        "a?[ab]",
        "(?:ab)+",
        "a|b",
        ".",
        "\\d",
        "^a",
        "a*?",
        "(?i)a",
        "a{02}"
      })
  void whatIsNotRunsOrCouldBeTwoIsLeftToTheLibrary(String pattern) {
    assertThat(Runs.of(pattern)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0-9a-f]{40}|[0-9a-f]{64}", "a|b|c|[d-z]+", "a|", "[a-z ]*"})
  void alternativesOfRunsAreScanned(String pattern) {
    assertThat(ValuePattern.of(Pattern.compile(pattern)).isScanned()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a|b|c|d|e", "(?:a|b)", "[a|b]c|.", "a\\|b", "[a|]|[|b]|\\d", "(?i)a|b"})
  void otherAlternativesAreLeftToTheLibrary(String pattern) {
    assertThat(ValuePattern.of(Pattern.compile(pattern)).isScanned()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"[a-z]{2},ab,MATCHES", "[a-z]{2},abc,DIFFERS", "[a-z]{2},a,DIFFERS"})
  void scanDecidesAscii(String pattern, String text, Runs.Answer answer) {
    assertThat(Runs.of(pattern).orElseThrow().scan(text)).isEqualTo(answer);
  }

  @Test
  void scanLeavesOtherCharactersToTheLibrary() {
    assertThat(Runs.of("[^a]*").orElseThrow().scan("bé")).isEqualTo(Runs.Answer.BEYOND_ASCII);
  }

  @Test
  void scansUpToItsLimitOfRuns() {
    assertThat(Runs.of("ab".repeat(Runs.MAX_RUNS / 2))).isPresent();
    assertThat(Runs.of("ab".repeat(Runs.MAX_RUNS / 2) + "a")).isEmpty();
  }
}

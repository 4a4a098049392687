package io.sallyport.action.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Seeded;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each format admits and, more to the point, what it does not. */
class FormatTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/formats/admitted.csv", quoteCharacter = '`')
  void admits(String format, String value) {
    assertThat(of(format).admits(value)).isTrue();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/formats/refused.csv", quoteCharacter = '`')
  void refuses(String format, String value) {
    assertThat(of(format).admits(value)).isFalse();
  }

  /** Control characters, spaces of all kinds, bidi and zero-width characters, lone surrogates. */
  private static IntStream unseen() {
    return IntStream.range(0, 0x1_0000)
        .filter(c -> {
          int type = Character.getType(c);
          return Character.isISOControl(c)
              || Character.isSpaceChar(c)
              || type == Character.FORMAT
              || type == Character.SURROGATE;
        });
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatNobodySeesAnywhereInAValue(Format format) {
    String sample = sample(format);

    assertThat(unseen().boxed())
        .hasSizeGreaterThan(100)
        .allSatisfy(c -> {
          String unseen = String.valueOf((char) c.intValue());
          assertThat(Stream.of(0, sample.length() / 2, sample.length()))
              .noneMatch(
                  at -> format.admits(sample.substring(0, at) + unseen + sample.substring(at)));
        });
  }

  @ParameterizedTest
  @EnumSource
  void admitsPrintableAsciiOnly(Format format) {
    String sample = sample(format);
    Seeded.forAll(
        2_000,
        random -> {
          StringBuilder changed = new StringBuilder(sample);
          changed.setCharAt(random.nextInt(sample.length()), (char) random.nextInt(0x2100));
          if (format.admits(changed.toString())) {
            assertThat(changed.toString()).matches("[!-~]+");
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void refusesTheEmptyTextAndTextAboveItsLength(Format format) {
    assertThat(format.admits("")).isFalse();
    assertThat(format.admits("a".repeat(format.maxLength() + 1))).isFalse();
    assertThat(format.admits("0".repeat(format.maxLength() + 1))).isFalse();
  }

  @Test
  void refusesHostNameAboveItsLength() {
    String label = "a".repeat(49) + ".";

    assertThat(Format.HOSTNAME.admits(label.repeat(5) + "abc")).isTrue();
    assertThat(Format.HOSTNAME.admits(label.repeat(5) + "abcd")).isFalse();
    assertThat(Format.URI_HTTPS.admits("https://" + label.repeat(5) + "abc")).isTrue();
    assertThat(Format.URI_HTTPS.admits("https://" + label.repeat(5) + "abcd")).isFalse();
  }

  @Test
  void knowsTheCountriesOfThePlatform() {
    assertThat(Arrays.stream(Locale.getISOCountries())).allMatch(Format.ISO_COUNTRY::admits);
  }

  @Test
  void knowsTheLanguagesOfThePlatformButWithdrawnOnes() {
    assertThat(Arrays.stream(Locale.getISOLanguages()).filter(l -> !Format.ISO_LANGUAGE.admits(l)))
        .containsExactlyInAnyOrder("in", "iw", "ji", "mo");
  }

  @Test
  void knowsCurrenciesThatThePlatformKnows() {
    List<String> currencies = List.of(Registers.CURRENCIES.split("\\|"));

    assertThat(currencies).hasSize(164).doesNotHaveDuplicates();
    assertThat(Currency.getAvailableCurrencies())
        .extracting(Currency::getCurrencyCode)
        .containsAll(currencies.stream().filter(code -> !code.equals("UYW")).toList());
  }

  @Test
  void readsTheNamesItWrites() {
    assertThat(Format.values())
        .allSatisfy(format -> assertThat(Format.parse(format.text())).contains(format));
    assertThat(Format.parse("GIT_SHA")).isEmpty();
  }

  private static Format of(String name) {
    return Format.parse(name).orElseThrow();
  }

  private static String sample(Format format) {
    return FormatSamples.of(format);
  }
}

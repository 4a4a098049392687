package io.sallyport.validator.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.contract.Code;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies on which parsers of JSON are known to differ. */
class HostileJsonTest {
  private static final ParseLimits LIMITS = ParseLimits.DEFAULTS;
  private static final EventParser PARSER = new EventParser(LIMITS, 4 << 20);

  static Stream<Arguments> numbers() {
    return Stream.of(
        arguments("-0", 0L),
        arguments("9007199254740993", 9_007_199_254_740_993L),
        arguments("-0.0", decimal("0.0")),
        arguments("1E400", decimal("1E400")),
        arguments("1e-400", decimal("1e-400")),
        arguments("0.1", decimal("0.1")),
        arguments("1.00", decimal("1.00")),
        arguments("1e0", decimal("1")),
        arguments("1E+2", decimal("1E+2")),
        arguments("1e000400", decimal("1E400")),
        arguments("18446744073709551616", decimal("18446744073709551616")),
        arguments("9007199254740993.0", decimal("9007199254740993.0")),
        arguments("0.30000000000000000001", decimal("0.30000000000000000001")),
        arguments("9".repeat(128), decimal("9".repeat(128))),
        arguments("-0." + "9".repeat(127) + "e-400", decimal("-0." + "9".repeat(127) + "e-400")));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void keepsEveryDigitOfANumber(String number, Object value) {
    assertThat(value("{\"a\":" + number + "}")).contains(value);
  }

  static Stream<Arguments> refusedNumbers() {
    return Stream.concat(
        Stream.of("1E401", "1e-401", "0.1e-9999", "1e0000400", "1e99999999999", "-1e2147483648")
            .map(number -> arguments(number, Code.JSON_NUMBER)),
        Stream.concat(
            Stream.of(
                    "9".repeat(129),
                    "-" + "9".repeat(129),
                    "0." + "0".repeat(128),
                    "1".repeat(99_999))
                .map(number -> arguments(number, Code.JSON_NUMBER)),
            Stream.of(
                    "00",
                    "01",
                    "-01",
                    "+1",
                    ".5",
                    "1.",
                    "-",
                    "1e",
                    "1e+",
                    "0x1",
                    "1_0",
                    "1d",
                    "1n",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "--1",
                    "1.e1",
                    "٣",
                    "- 1",
                    "0b1",
                    "1f")
                .map(number -> arguments(number, Code.JSON_INVALID))));
  }

  @ParameterizedTest
  @MethodSource("refusedNumbers")
  void refusesNumbersThatJsonHasNot(String number, Code code) {
    assertThat(parse("{\"a\":" + number + "}")).contains(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"a\":1,\"a\":1}`                               | JSON_DUPLICATE_KEY",
        "`{\"a\":1,\"\\u0061\":1}`                         | JSON_DUPLICATE_KEY",
        "`{\"\":1,\"\":2}`                                 | JSON_DUPLICATE_KEY",
        "`{\"/\":1,\"\\/\":2}`                             | JSON_DUPLICATE_KEY",
        "`{\"é\":1,\"\\u00e9\":2}`                         | JSON_DUPLICATE_KEY",
        "`{\"\uD83D\uDD11\":1,\"\\ud83d\\udd11\":2}`       | JSON_DUPLICATE_KEY",
        "`{\"x\":{\"__proto__\":1,\"__proto__\":2}}`       | JSON_DUPLICATE_KEY",
        "`{\"a\":\"\\ud800\"}`                             | JSON_TEXT",
        "`{\"a\":\"\\udc00\"}`                             | JSON_TEXT",
        "`{\"a\":\"\\ud83d\\ud83d\\udd11\"}`               | JSON_TEXT",
        "`{\"a\":\"\\ud83dx\\udd11\"}`                     | JSON_TEXT",
        "`{\"a\":\"\\u0000\"}`                             | JSON_TEXT",
        "`{\"\\u0000\":1}`                                 | JSON_TEXT",
        "`{\"\\ud800\":1}`                                 | JSON_INVALID",
        "`{\"\\udc00\":1}`                                 | JSON_INVALID",
        "`{\"a\":\"\\x41\"}`                               | JSON_INVALID",
        "`{\"a\":\"\\u12\"}`                               | JSON_INVALID",
        "`{\"a\":\"\\'\"}`                                 | JSON_INVALID",
        "`{\"a\":'b'}`                                     | JSON_INVALID",
        "`{a:1}`                                           | JSON_INVALID",
        "`{\"a\":1,}`                                      | JSON_INVALID",
        "`{\"a\":[1,]}`                                    | JSON_INVALID",
        "`{\"a\":[,1]}`                                    | JSON_INVALID",
        "`{,\"a\":1}`                                      | JSON_INVALID",
        "`{\"a\" 1}`                                       | JSON_INVALID",
        "`{\"a\":}`                                        | JSON_INVALID",
        "`{\"a\":1;\"b\":2}`                               | JSON_INVALID",
        "`{\"a\":[1}}`                                     | JSON_INVALID",
        "`{\"a\":1]`                                       | JSON_INVALID",
        "`{\"a\":True}`                                    | JSON_INVALID",
        "`{\"a\":nul}`                                     | JSON_INVALID",
        "`{\"a\":truefalse}`                               | JSON_INVALID",
        "`{\"a\":undefined}`                               | JSON_INVALID",
        "`{\"a\":1}//`                                     | JSON_TRAILING",
        "`{\"a\":1}#`                                      | JSON_TRAILING",
        "`{\"a\":1},`                                      | JSON_TRAILING",
        "`{\"a\":1}}`                                      | JSON_TRAILING",
        "`{\"a\":1}\u0000`                                 | JSON_TRAILING",
        "`{\"a\":1}\uFEFF`                                 | JSON_TRAILING",
        "`{\"a\":1}\u00a0`                                 | JSON_TRAILING",
        "`{\"a\":1}{\"a\":1}`                              | JSON_TRAILING",
        "`{\"a\":1}null`                                   | JSON_TRAILING",
        "`\uFEFF{\"a\":1}`                                 | UTF8_INVALID",
        "`{\uFEFF\"a\":1}`                                 | JSON_INVALID",
        "`{\"a\":\uFEFF1}`                                 | JSON_INVALID",
        "`{\"a\"\u00a0:1}`                                 | JSON_INVALID",
        "`{\"a\":\"b\u0000\"}`                             | JSON_INVALID",
        "`{\"a\":\"b\n\"}`                                 | JSON_INVALID",
        "`{\"a\":\"b\t\"}`                                 | JSON_INVALID",
        "`{\"a\":\"b\u001f\"}`                             | JSON_INVALID",
        "`null`                                            | JSON_NOT_OBJECT",
        "`1`                                               | JSON_NOT_OBJECT",
        "``                                                | JSON_INVALID",
        "`{`                                               | JSON_INVALID",
        "`}`                                               | JSON_INVALID"
      })
  void refusesWhatParsersReadDifferently(String body, Code code) {
    assertThat(parse(body)).contains(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1} \t\r\n",
        "\n{\"a\":1}",
        "{ \"a\" : 1 }",
        "{\"a\":1,\"b\":\"\uFEFF\u007f\u0085\"}",
        "{\"a\":1,\"A\":2}",
        "{\"a\":1,\"\":2}",
        "{\"a\":1,\"b\":\"\\ud83d\\udd11\"}",
        "{\"a\":1,\"é\":2,\"e\u0301\":3}",
        "{\"a\":1,\"b\":{\"a\":2}}"
      })
  void acceptsWhatIsPlain(String body) {
    assertThat(value(body)).contains(1L);
  }

  @ParameterizedTest
  @CsvSource({"63, true", "64, true", "65, false", "66, false"})
  void boundsDepthAtItsEdge(int depth, boolean fits) {
    String arrays = "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);

    assertThat(parse(arrays)).isEqualTo(fits ? Optional.empty() : Optional.of(Code.JSON_DEPTH));
    assertThat(parse(objects)).isEqualTo(fits ? Optional.empty() : Optional.of(Code.JSON_DEPTH));
  }

  @ParameterizedTest
  @CsvSource({"99998, true", "99999, true", "100000, false"})
  void boundsEmptyArraysAsValues(int items, boolean fits) {
    String body = "{\"a\":[" + "[],".repeat(items - 1) + "[]]}";

    assertThat(parse(body)).isEqualTo(fits ? Optional.empty() : Optional.of(Code.JSON_ITEMS));
  }

  @ParameterizedTest
  @CsvSource({"1023, true", "1024, true", "1025, false", "1000000, false"})
  void boundsNamesAtTheirEdge(int length, boolean fits) {
    String body = "{\"" + "n".repeat(length) + "\":1}";

    assertThat(parse(body)).isEqualTo(fits ? Optional.empty() : Optional.of(Code.JSON_TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void guessesNoOtherEncoding(String charset) {
    byte[] body = "{\"a\":1}".getBytes(Charset.forName(charset));

    assertThat(code(PARSER.parse(body))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080",
        "c0af",
        "e080af",
        "f08080af",
        "eda080",
        "edb080",
        "f4908080",
        "f8888080",
        "80",
        "bf",
        "ff",
        "fe",
        "c3",
        "e282",
        "efbbbf7b7d"
      })
  void refusesBytesThatAreNotStrictUtf8(String hex) {
    byte[] inner = HexFormat.of().parseHex(hex);
    byte[] body = ("{\"a\":\"" + ".".repeat(inner.length) + "\"}").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(inner, 0, body, 6, inner.length);
    byte[] start = hex.startsWith("efbbbf") ? inner : body;

    assertThat(code(PARSER.parse(start))).contains(Code.UTF8_INVALID);
  }

  private static Decimal decimal(String text) {
    return new Decimal(new BigDecimal(text));
  }

  private static Optional<Object> value(String body) {
    return switch (PARSER.parse(body.getBytes(StandardCharsets.UTF_8))) {
      case Parsed.Accepted(UntrustedEvent event) -> Optional.ofNullable(event.members().get("a"));
      case Parsed.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static Optional<Code> parse(String body) {
    return code(PARSER.parse(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<Code> code(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Accepted accepted -> Optional.empty();
      case Parsed.Refused refused -> Optional.of(refused.code());
    };
  }
}

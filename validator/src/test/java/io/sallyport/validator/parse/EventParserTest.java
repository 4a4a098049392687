package io.sallyport.validator.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.NullValue;
import io.sallyport.contract.Code;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
  private static final ParseLimits SMALL = new ParseLimits(3, 4, 9, 5, 6);
  private static final int MAX_BYTES = 1 << 20;

  @Test
  void readsEachKindOfValue() {
    Parsed parsed =
        parse(
            "{\"s\":\"a\\u00e9\",\"i\":-7,\"b\":true,\"n\":null,\"l\":[1,\"x\"],\"o\":{\"k\":1}}");

    assertThat(members(parsed))
        .containsEntry("s", "aé")
        .containsEntry("i", -7L)
        .containsEntry("b", true)
        .containsEntry("n", NullValue.NULL_VALUE)
        .containsEntry("l", List.of(1L, "x"))
        .containsEntry("o", Map.of("k", 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "0", "-0"})
  void readsIntegersOf64BitsAsIntegers(String number) {
    assertThat(members(parse("{\"n\":" + number + "}"))).containsEntry("n", Long.parseLong(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.0", "1e2", "0.10"})
  void keepsOtherNumbersAsOpaqueDecimals(String number) {
    assertThat(members(parse("{\"n\":" + number + "}")))
        .containsEntry("n", new Decimal(new BigDecimal(number)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"a\":1,\"b\":{\"c\":1,\"c\":2}}` | JSON_DUPLICATE_KEY | /b/c",
        "`{\"a\":1,\"\\u0061\":2}`           | JSON_DUPLICATE_KEY | /a",
        "`{\"a\":1} x`                       | JSON_TRAILING      | ``",
        "`{\"a\":1}{}`                       | JSON_TRAILING      | ``",
        "`{\"a\":\"\\ud800\"}`               | JSON_TEXT          | /a",
        "`{\"a\":\"\\udc00\\ud800\"}`        | JSON_TEXT          | /a",
        "`{\"a\":[\"x\",\"\\u0000\"]}`       | JSON_TEXT          | /a/1",
        "`{\"\\ud800\":1}`                   | JSON_INVALID       | ``",
        "`{\"a\\u0000\":1}`                  | JSON_TEXT          | /a?",
        "`{\"a\":[1,tru]}`                   | JSON_INVALID       | /a/1",
        "`{\"a\":NaN}`                       | JSON_INVALID       | /a",
        "`{\"a\":01}`                        | JSON_INVALID       | /a",
        "`{\"a\":1,}`                        | JSON_INVALID       | /a",
        "`{'a':1}`                           | JSON_INVALID       | ``",
        "`{\"a\":1 /* c */}`                 | JSON_INVALID       | /a",
        "`{\"a\":\"x`                        | JSON_INVALID       | /a",
        "`{\"a\":{\"b\"`                     | JSON_INVALID       | /a/b",
        "`[1]`                               | JSON_NOT_OBJECT    | ``",
        "`\"x\"`                             | JSON_NOT_OBJECT    | ``",
        "`  `                                | JSON_INVALID       | ``",
      })
  void refusesWithCodeAndPointer(String body, Code code, String pointer) {
    assertThat(parse(body)).isEqualTo(new Parsed.Refused(code, pointer));
  }

  @Test
  void refusesNestingBelowLimitOnly() {
    assertThat(parse(SMALL, "{\"a\":{\"b\":[1]}}")).isInstanceOf(Parsed.Accepted.class);
    assertThat(parse(SMALL, "{\"a\":{\"b\":[[1]]}}"))
        .isEqualTo(new Parsed.Refused(Code.JSON_DEPTH, "/a/b/0"));
  }

  @Test
  void refusesMoreDigitsThanLimit() {
    assertThat(parse(SMALL, "{\"a\":-12.34}")).isInstanceOf(Parsed.Accepted.class);
    assertThat(parse(SMALL, "{\"a\":-12.345}"))
        .isEqualTo(new Parsed.Refused(Code.JSON_NUMBER, "/a"));
  }

  @Test
  void refusesLargerExponentThanLimit() {
    assertThat(parse(SMALL, "{\"a\":1E-9}")).isInstanceOf(Parsed.Accepted.class);
    assertThat(parse(SMALL, "{\"a\":1e+10}")).isEqualTo(new Parsed.Refused(Code.JSON_NUMBER, "/a"));
    assertThat(parse(SMALL, "{\"a\":1e99999999999}"))
        .isEqualTo(new Parsed.Refused(Code.JSON_NUMBER, "/a"));
  }

  @Test
  void refusesMoreValuesThanLimit() {
    assertThat(parse(SMALL, "{\"a\":[1,2,3],\"b\":1}")).isInstanceOf(Parsed.Accepted.class);
    assertThat(parse(SMALL, "{\"a\":[1,2,3,4],\"b\":1}"))
        .isEqualTo(new Parsed.Refused(Code.JSON_ITEMS, "/b"));
  }

  @Test
  void refusesLongerNameThanLimit() {
    assertThat(parse(SMALL, "{\"abcdef\":1}")).isInstanceOf(Parsed.Accepted.class);
    assertThat(parse(SMALL, "{\"abcdefg\":1}"))
        .isEqualTo(new Parsed.Refused(Code.JSON_TEXT, "/abcdefg"));
  }

  @Test
  void refusesBytesThatAreNotStrictUtf8() {
    Parsed.Refused refused = new Parsed.Refused(Code.UTF8_INVALID, "");
    byte[] overlongSlash = {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'};
    byte[] surrogate = {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'};

    assertThat(parse(ParseLimits.DEFAULTS, overlongSlash)).isEqualTo(refused);
    assertThat(parse(ParseLimits.DEFAULTS, surrogate)).isEqualTo(refused);
    assertThat(parse(ParseLimits.DEFAULTS, "{}".getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo(new Parsed.Refused(Code.JSON_INVALID, ""));
    assertThat(parse("\uFEFF{}")).isEqualTo(refused);
  }

  @Test
  void refusesHundredThousandNestedArrays() {
    assertThat(parse("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOfSatisfying(
            Parsed.Refused.class, refused -> assertThat(refused.code()).isEqualTo(Code.JSON_DEPTH));
  }

  @Test
  void showsNothingButVisibleAsciiInPointers() {
    String name = "\u202e\\u001b" + "é".repeat(500);

    assertThat(parse("{\"" + name + "\":x}"))
        .isInstanceOfSatisfying(
            Parsed.Refused.class,
            refused -> assertThat(refused.pointer()).matches("/\\?+\\.\\.\\.").hasSize(256));
  }

  @Test
  void saysNothingOfAnEventInItsText() {
    Parsed parsed = parse("{\"name\":\"secret\",\"n\":1.5}");

    assertThat(parsed).hasToString("Accepted[event=UntrustedEvent[2]]");
    assertThat(members(parsed).get("n")).hasToString("Decimal");
  }

  private static Parsed parse(String body) {
    return parse(ParseLimits.DEFAULTS, body);
  }

  private static Parsed parse(ParseLimits limits, String body) {
    return parse(limits, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Parsed parse(ParseLimits limits, byte[] body) {
    return new EventParser(limits, MAX_BYTES).parse(body);
  }

  private static Map<String, Object> members(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Accepted(UntrustedEvent event) -> event.members();
      case Parsed.Refused refused -> throw new AssertionError(refused);
    };
  }
}

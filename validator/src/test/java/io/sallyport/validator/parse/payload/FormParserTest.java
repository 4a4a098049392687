package io.sallyport.validator.parse.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.evidence.content.Payload;
import io.sallyport.evidence.content.Payload.FormLimits;
import io.sallyport.testkit.Seeded;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.parse.UntrustedEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormParserTest {
  private static final FormLimits SMALL = new FormLimits(3, 4, 2);

  @Test
  void readsTheEventFromTheNamedField() {
    assertThat(event("payload", "a=b&payload=%7B%22n%22%3A+7%2C%22s%22%3a1%7d"))
        .isEqualTo(Map.of("n", 7L, "s", 1L));
  }

  @Test
  void readsAllFieldsAsStringsWithoutAName() {
    assertThat(event("", "team_id=T1&text=1%2B1+%C3%A9&empty=&x=*-._~!'()"))
        .isEqualTo(Map.of("team_id", "T1", "text", "1+1 é", "empty", "", "x", "*-._~!'()"));
  }

  @Test
  void takesEveryLetterAndDigitAsItIs() {
    String plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    assertThat(event("", plain + "=" + plain)).isEqualTo(Map.of(plain, plain));
  }

  @Test
  void readsWhatAnEncoderWrites() {
    Seeded.forAll(
        2_000,
        random -> {
          Map<String, Object> fields = fields(random);
          String body =
              fields.entrySet().stream()
                  .map(field -> encoded(field.getKey()) + "=" + encoded("" + field.getValue()))
                  .collect(Collectors.joining("&"));

          assertThat(event("", body)).isEqualTo(fields);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "&",
        "a=1&",
        "&a=1",
        "a=1&&b=2",
        "=1",
        "a&b=1",
        "a=1=2",
        "a=1;b=2",
        "a=%",
        "a=%4",
        "a=%4g",
        "a=%+1",
        "a=%-1",
        "a=%u0041",
        "%=1",
        "a=b c",
        "a=\"b\"",
        "a=é",
        "a=\t",
        "a=\u0000",
        "a=1\n",
        "a[]=1",
        "a=%e2%8",
        "a=<b>"
      })
  void refusesWhatNoEncoderWrites(String body) {
    assertThat(parse("", body)).isEqualTo(refused(Code.FORM_INVALID, ""));
    assertThat(parse("a", body)).isEqualTo(refused(Code.FORM_INVALID, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%ff", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "%ef%bb%bfx", "%e2%82"})
  void refusesEscapesThatAreNotStrictUtf8(String text) {
    assertThat(parse("", "a=" + text)).isEqualTo(refused(Code.UTF8_INVALID, ""));
    assertThat(parse("", text + "=a")).isEqualTo(refused(Code.UTF8_INVALID, ""));
    assertThat(parse("b", "a=" + text + "&b=%7B%7D")).isEqualTo(refused(Code.UTF8_INVALID, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "payload, other=%7B%7D,             FORM_FIELD_MISSING,   ''",
    "payload, Payload=%7B%7D,           FORM_FIELD_MISSING,   ''",
    "payload, payload=%7B%7D&p%61yload=1, FORM_DUPLICATE_FIELD, ''",
    "payload, payload=,                 JSON_INVALID,         ''",
    "payload, payload=%5B%5D,           JSON_NOT_OBJECT,      ''",
    "payload, payload=%7B%7D%7B%7D,     JSON_TRAILING,        ''",
    "payload, payload=%7B%22a%22%3A1%2C%22a%22%3A1%7D, JSON_DUPLICATE_KEY, /a",
    "'',      a=1&b=2&%61=3,            FORM_DUPLICATE_FIELD, /a",
    "'',      a/~=1&a%2f~=1,            FORM_INVALID,         ''",
    "'',      a%2f~=1&a%2F~=1,          FORM_DUPLICATE_FIELD, /a~1~0",
    "'',      a=%00,                    JSON_TEXT,            /a",
    "'',      a%00=1,                   JSON_TEXT,            /a?",
    "'',      %00a=1,                   JSON_TEXT,            /?a",
    "'',      a=%00b,                   JSON_TEXT,            /a"
  })
  void refusesWithCodeAndPointer(String field, String body, Code code, String pointer) {
    assertThat(parse(field, body)).isEqualTo(refused(code, pointer));
  }

  @Test
  void toleratesOtherFieldsTwiceBesideTheNamedOne() {
    assertThat(event("e", "a=1&e=%7B%7D&a=2")).isEqualTo(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "a=1&b=1,         true",
    "a=1&b=1&c=1,     true",
    "a=1&b=1&c=1&d=1, false",
    "abc=1,           true",
    "abcd=1,          true",
    "abcde=1,         false",
    "%61bcd=1,        true",
    "%61bcde=1,       false",
    "a=%41,           true",
    "a=%41%41,        true",
    "%61=%41%41,      false"
  })
  void boundsFieldsNamesAndEscapes(String body, boolean fits) {
    Parsed parsed = parse(new Payload.Form(Optional.empty(), SMALL), ParseLimits.DEFAULTS, body);

    assertThat(parsed instanceof Parsed.Accepted).isEqualTo(fits);
    assertThat(fits || parsed.equals(refused(Code.FORM_LIMIT, ""))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"a=1&b=2, true", "a=1&b=2&c=3, false", "abc=1, true", "abcd=1, false"})
  void boundsFieldsAsMembersOfTheEventToo(String body, boolean fits) {
    ParseLimits narrow = new ParseLimits(64, 128, 400, 2, 3);
    Payload.Form form = new Payload.Form(Optional.empty(), FormLimits.DEFAULTS);

    assertThat(parse(form, narrow, body) instanceof Parsed.Accepted).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false"})
  void boundsTheJsonInTheFieldAsAnyJson(int depth, boolean fits) {
    ParseLimits narrow = new ParseLimits(3, 128, 400, 100, 100);
    Payload.Form form = new Payload.Form(Optional.of("e"), FormLimits.DEFAULTS);
    String json = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    assertThat(parse(form, narrow, "e=" + encoded(json)) instanceof Parsed.Accepted)
        .isEqualTo(fits);
  }

  private static Map<String, Object> fields(Random random) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = random.nextInt(4) + 1; i > 0; i--) {
      fields.put("n" + text(random), text(random));
    }
    return fields;
  }

  private static String text(Random random) {
    int[] codePoints =
        random
            .ints(random.nextInt(8), 0, 9)
            .map(kind -> new int[] {'a', '&', '=', '%', '+', ' ', 0xe9, 0xfffd, 0x1f511}[kind])
            .toArray();
    return new String(codePoints, 0, codePoints.length);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Parsed refused(Code code, String pointer) {
    return new Parsed.Refused(code, pointer);
  }

  private static Map<String, Object> event(String field, String body) {
    return switch (parse(field, body)) {
      case Parsed.Accepted(UntrustedEvent event) -> event.members();
      case Parsed.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static Parsed parse(String field, String body) {
    Optional<String> named = Optional.of(field).filter(name -> !name.isEmpty());
    return parse(new Payload.Form(named, FormLimits.DEFAULTS), ParseLimits.DEFAULTS, body);
  }

  private static Parsed parse(Payload.Form form, ParseLimits limits, String body) {
    return PayloadParser.of(form, limits, 1 << 20).parse(body.getBytes(StandardCharsets.UTF_8));
  }
}

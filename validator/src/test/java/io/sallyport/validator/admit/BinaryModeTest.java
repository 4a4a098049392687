package io.sallyport.validator.admit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.evidence.content.Payload;
import io.sallyport.evidence.content.Payload.CloudEvents.Mode;
import io.sallyport.testkit.Seeded;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.parse.Parsed;
import io.sallyport.validator.parse.UntrustedEvent;
import io.sallyport.validator.parse.payload.PayloadParser;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How attributes in headers and data in the value become one envelope. */
class BinaryModeTest {
  private static final PayloadParser PARSER =
      PayloadParser.of(new Payload.CloudEvents(Mode.STRUCTURED), ParseLimits.DEFAULTS, 1 << 20);
  private static final Set<String> NAMES =
      Set.of("specversion", "id", "source", "type", "datacontenttype", "data");

  private static RecordHeaders required() {
    RecordHeaders headers = new RecordHeaders();
    add(headers, "content-type", "application/json");
    attribute(headers, "type", "com.example.placed");
    attribute(headers, "specversion", "1.0");
    attribute(headers, "id", "17");
    attribute(headers, "source", "/shop");
    return headers;
  }

  private static void attribute(RecordHeaders headers, String name, String value) {
    add(headers, "http-ce_" + name, value);
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  private static Optional<String> envelope(RecordHeaders headers, String data) {
    return BinaryMode.ofArrived(headers, Bytes.utf8(data))
        .map(made -> new String(made.toArray(), UTF_8));
  }

  private static Map<String, Object> event(RecordHeaders headers, String data) {
    Parsed parsed = PARSER.parse(envelope(headers, data).orElseThrow().getBytes(UTF_8));
    assertThat(parsed).isInstanceOf(Parsed.Accepted.class);
    UntrustedEvent event = ((Parsed.Accepted) parsed).event();
    return event.members();
  }

  @Test
  void isTheEnvelopeOfStructuredModeInAFixedOrder() {
    assertThat(envelope(required(), "{\"total\": 1.50}"))
        .contains(
            """
            {"datacontenttype":"application/json","id":"17","source":"/shop",\
            "specversion":"1.0","type":"com.example.placed","data":{"total": 1.50}}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [1, {\"a\": [2]}] ",
        "\"a, } ] \\\" \\\\\"",
        "17",
        "null",
        "{\"a\":\"}],\"}"
      })
  void holdsAnyOneValueAsItStands(String data) {
    assertThat(event(required(), data)).containsOnlyKeys(NAMES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,\"subject\":\"x\"",
        "{}}",
        "]",
        "}",
        "{}, {}",
        "\"",
        "\"\\\"",
        "\"\\",
        "{",
        "[1",
        ",",
        "1}{\"a\":1",
        "\"a\",\"type\":\"other\""
      })
  void isNoneWhereTheDataLeavesItsPlace(String data) {
    assertThat(envelope(required(), data)).isEmpty();
  }

  /** Whatever the data, what the parser takes has these members and no other. */
  @Test
  void letsNoDataReachTheAttributes() {
    Seeded.forAll(
        20_000,
        random -> {
          Optional<String> made = envelope(required(), data(random));
          if (made.isPresent()
              && PARSER.parse(made.get().getBytes(UTF_8)) instanceof Parsed.Accepted accepted) {
            assertThat(accepted.event().members()).containsOnlyKeys(NAMES);
            assertThat(accepted.event().members()).containsEntry("type", "com.example.placed");
          }
        });
  }

  /** Else the property above would say nothing. */
  @Test
  void makesEnvelopesOfManyOfThem() {
    Random random = new Random(7);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      Optional<String> made = envelope(required(), data(random));
      taken +=
          made.isPresent() && PARSER.parse(made.get().getBytes(UTF_8)) instanceof Parsed.Accepted
              ? 1
              : 0;
    }

    assertThat(taken).isGreaterThan(200);
  }

  private static String data(Random random) {
    String[] pieces = {
      "{", "}", "[", "]", ",", ":", "\"", "\\", "1", "\"a\"", "\"b\":", " ", "\"c"
    };
    StringBuilder data = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      data.append(pieces[random.nextInt(pieces.length)]);
    }
    return data.toString();
  }

  @Test
  void takesUtf8AndNoPercentEncoding() {
    RecordHeaders headers = required();
    attribute(headers, "subject", "Übergröße %C3%BC \"quoted\" \\");

    assertThat(event(headers, "1")).containsEntry("subject", "Übergröße %C3%BC \"quoted\" \\");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Type", "data_base64", "a-b", "data", "datacontenttype", "ü"})
  void isNoneWithAHeaderOfNoAttribute(String name) {
    RecordHeaders headers = required();
    attribute(headers, name, "x");

    assertThat(envelope(headers, "1")).isEmpty();
  }

  @Test
  void isNoneWithAnAttributeThatIsNotThereOnceOrNoText() {
    RecordHeaders twice = required();
    attribute(twice, "type", "com.example.placed");
    RecordHeaders nothing = required();
    nothing.add("http-ce_subject", null);
    RecordHeaders bytes = required();
    bytes.add("http-ce_subject", new byte[] {(byte) 0xff});
    RecordHeaders control = required();
    attribute(control, "subject", "a\nb");

    assertThat(envelope(twice, "1")).isEmpty();
    assertThat(envelope(nothing, "1")).isEmpty();
    assertThat(envelope(bytes, "1")).isEmpty();
    assertThat(envelope(control, "1")).isEmpty();
  }

  @Test
  void isTheSameBeforeAndBehindArrive() {
    RecordHeaders sent = new RecordHeaders();
    required().forEach(header -> sent.add(header.key().replace("http-ce_", "ce_"), header.value()));

    assertThat(BinaryMode.ofSent(sent, Bytes.utf8("1")))
        .isEqualTo(BinaryMode.ofArrived(required(), Bytes.utf8("1")))
        .isPresent();
  }

  @Test
  void needsItsContentTypeOnce() {
    RecordHeaders without = required();
    without.remove("content-type");
    RecordHeaders twice = required();
    add(twice, "content-type", "application/json");

    assertThat(envelope(without, "1")).isEmpty();
    assertThat(envelope(twice, "1")).isEmpty();
  }

  @Test
  void has32AttributesAtMost() {
    RecordHeaders headers = required();
    for (int i = 4; i < 32; i++) {
      attribute(headers, "x" + i, "v");
    }
    assertThat(envelope(headers, "1")).isPresent();

    attribute(headers, "more", "v");

    assertThat(envelope(headers, "1")).isEmpty();
  }

  @Test
  void has8KibOfAttributesAtMost() {
    int used =
        "typecom.example.placed".length()
            + "specversion1.0".length()
            + "id17".length()
            + "source/shop".length();
    RecordHeaders most = required();
    attribute(most, "x", "v".repeat((8 << 10) - used - 1));
    RecordHeaders more = required();
    attribute(more, "x", "v".repeat((8 << 10) - used));

    assertThat(envelope(most, "1")).isPresent();
    assertThat(envelope(more, "1")).isEmpty();
  }
}

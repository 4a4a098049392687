package io.sallyport.validator.arrive;

import static io.sallyport.validator.arrive.Direct.BODY;
import static io.sallyport.validator.arrive.Direct.EVENTS;
import static io.sallyport.validator.arrive.Direct.NAMED;
import static io.sallyport.validator.arrive.Direct.NOW;
import static io.sallyport.validator.arrive.Direct.OPEN;
import static io.sallyport.validator.arrive.Direct.TOPICS;
import static io.sallyport.validator.arrive.Direct.add;
import static io.sallyport.validator.arrive.Direct.admit;
import static io.sallyport.validator.arrive.Direct.found;
import static io.sallyport.validator.arrive.Direct.locate;
import static io.sallyport.validator.arrive.Direct.on;
import static io.sallyport.validator.arrive.Direct.rekey;
import static io.sallyport.validator.arrive.Direct.sent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.validator.admit.Admission;
import io.sallyport.validator.admit.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents in binary mode, from a direct producer through arrive and the gate's entrance. */
class BinaryAdmissionTest {
  private static final Bytes PLACE = Bytes.utf8("sallyport.untrusted.events:11:42");
  private static final String ENVELOPE =
      """
      {"datacontenttype":"application/json","id":"17","source":"/shop","specversion":"1.0",\
      "type":"com.example.placed","data":{"a":1}}\
      """;

  private static RecordHeaders attributes() {
    RecordHeaders headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", "17");
    add(headers, "ce_source", "/shop");
    add(headers, "ce_type", "com.example.placed");
    return headers;
  }

  private static RecordHeaders attributesAnd(String name, String value) {
    RecordHeaders headers = attributes();
    add(headers, name, value);
    return headers;
  }

  @Test
  void admitsTheEnvelopeUnderItsOwnIdentity() {
    Arrived arrived = rekey(sent(EVENTS, BODY, attributes()));

    assertThat(arrived.body()).contains(Bytes.of(BODY));
    assertThat(admit(found(arrived)))
        .isInstanceOfSatisfying(
            Admission.Admitted.class,
            admitted -> {
              assertThat(admitted.body()).isEqualTo(Bytes.utf8(ENVELOPE));
              assertThat(admitted.known().digest()).isEqualTo(Digest.of(Bytes.utf8(ENVELOPE)));
              assertThat(admitted.known().source()).isEqualTo(EVENTS);
            });
    assertThat(locate(found(arrived)).body()).contains(Bytes.utf8(ENVELOPE));
  }

  @Test
  void keepsTheDeliverysOwnAttributesApart() {
    Arrived arrived = rekey(sent(EVENTS, BODY, attributes()));

    assertThat(values(arrived, "ce_source")).containsExactly("/sources/events");
    assertThat(values(arrived, "ce_type")).containsExactly("sallyport.delivery.v1");
    assertThat(values(arrived, "http-ce_source")).containsExactly("/shop");
    assertThat(values(arrived, "http-ce_type")).containsExactly("com.example.placed");
  }

  @Test
  void takesAttributesFromTheirOwnHeadersOnly() {
    RecordHeaders forged = attributesAnd("http-ce_type", "com.example.paid");
    add(forged, "http-ce_subject", "x");
    add(forged, "CE_subject", "x");

    assertThat(rekey(sent(EVENTS, BODY, forged)).headers())
        .isEqualTo(rekey(sent(EVENTS, BODY, attributes())).headers());
  }

  @Test
  void carriesNoAttributesOfOtherSources() {
    assertThat(values(rekey(sent(OPEN, BODY, attributes())), "http-ce_type")).isEmpty();
  }

  @Test
  void carriesOneMoreThanThereMayBe() {
    RecordHeaders many = new RecordHeaders();
    for (int i = 0; i < 500; i++) {
      add(many, "ce_x" + i, "v");
    }

    Arrived arrived = rekey(sent(EVENTS, BODY, many));

    assertThat(names(arrived)).filteredOn(name -> name.startsWith("http-ce_")).hasSize(33);
    assertThat(code(arrived)).isEqualTo(Code.CLOUDEVENT_BINARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_Subject", "ce_", "ce_data", "ce_datacontenttype"})
  void refusesWhatMakesNoEnvelope(String name) {
    Arrived arrived = rekey(sent(EVENTS, BODY, attributesAnd(name, "x")));

    assertThat(arrived.key()).isEqualTo(PLACE);
    assertThat(code(arrived)).isEqualTo(Code.CLOUDEVENT_BINARY);
  }

  @Test
  void refusesDataThatLeavesItsPlace() {
    byte[] data = "1,\"subject\":\"x\"".getBytes(UTF_8);

    assertThat(code(rekey(sent(EVENTS, data, attributes())))).isEqualTo(Code.CLOUDEVENT_BINARY);
  }

  /** The value is an envelope by itself, and its headers are none of an event's. */
  @Test
  void doesNotFallBackToStructuredMode() {
    byte[] data = ENVELOPE.getBytes(UTF_8);
    RecordHeaders twice = attributesAnd("ce_id", "18");

    assertThat(code(rekey(sent(EVENTS, data, twice)))).isEqualTo(Code.CLOUDEVENT_BINARY);
  }

  @Test
  void countsTheAttributesToo() {
    int room = EVENTS.limits().body().asInt() - (ENVELOPE.length() - BODY.length);
    byte[] most = ("\"" + "a".repeat(room - 2) + "\"").getBytes(UTF_8);
    byte[] more = ("\"" + "a".repeat(room - 1) + "\"").getBytes(UTF_8);

    assertThat(admit(found(rekey(sent(EVENTS, most, attributes())))))
        .isInstanceOf(Admission.Admitted.class);
    assertThat(code(rekey(sent(EVENTS, more, attributes())))).isEqualTo(Code.BODY_TOO_LARGE);
  }

  @Test
  void namesTheEnvelopeOfWhatIsTooLargeByItself() {
    String data = "\"" + "a".repeat(EVENTS.limits().body().asInt()) + "\"";
    Arrived arrived = rekey(sent(EVENTS, data.getBytes(UTF_8), attributes()));

    assertThat(code(arrived)).isEqualTo(Code.BODY_TOO_LARGE);
    assertThat(locate(found(arrived)).body().orElseThrow().size()).isGreaterThan(data.length());
  }

  @Test
  void refusesOtherHeadersThanThoseThatTheKeyIsOf() {
    Arrived arrived = rekey(sent(EVENTS, BODY, attributes()));
    arrived.headers().remove("http-ce_type");
    add(arrived.headers(), "http-ce_type", "com.example.paid");

    assertThat(code(arrived)).isEqualTo(Code.IDENTITY_MISMATCH);
  }

  @Test
  void remembersTheAttributesOfANamedEventToo() {
    Arrived first = named(attributes());
    RecordHeaders turned = new RecordHeaders();
    Header[] order = attributes().toArray();
    for (int i = order.length - 1; i >= 0; i--) {
      turned.add(order[i]);
    }
    Admission.Admitted admitted = (Admission.Admitted) admit(found(first));
    Memory memory = id -> Optional.of(admitted.memory(NOW)).filter(m -> id.equals(admitted.id()));

    assertThat(admit(found(named(turned)), memory, NOW)).isInstanceOf(Admission.Duplicate.class);
    assertThat(admit(found(named(attributesAnd("ce_subject", "x"))), memory, NOW))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo(Code.ID_CONFLICT));
  }

  private static Arrived named(RecordHeaders headers) {
    add(headers, "idempotency-key", "order-17");
    return rekey(sent(NAMED, BODY, headers));
  }

  @Test
  void makesNothingOfWhatDoesNotLieOnArrived() {
    Arrived arrived = rekey(sent(EVENTS, BODY, attributes()));

    assertThat(locate(on(new Origin(TOPICS.untrusted(), 0, 7), arrived)).body())
        .contains(Bytes.of(BODY));
  }

  private static Code code(Arrived arrived) {
    Admission admission = admit(found(arrived));
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return ((Admission.Refused) admission).code();
  }

  private static List<String> names(Arrived arrived) {
    List<String> names = new ArrayList<>();
    arrived.headers().forEach(header -> names.add(header.key()));
    return names;
  }

  private static List<String> values(Arrived arrived, String name) {
    List<String> values = new ArrayList<>();
    arrived.headers().headers(name).forEach(found -> values.add(new String(found.value(), UTF_8)));
    return values;
  }
}

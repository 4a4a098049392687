package io.sallyport.validator.arrive;

import static io.sallyport.validator.arrive.Direct.BODY;
import static io.sallyport.validator.arrive.Direct.EVIDENCE;
import static io.sallyport.validator.arrive.Direct.HOOKS;
import static io.sallyport.validator.arrive.Direct.NOTHING;
import static io.sallyport.validator.arrive.Direct.NOW;
import static io.sallyport.validator.arrive.Direct.OPEN;
import static io.sallyport.validator.arrive.Direct.ORDERS;
import static io.sallyport.validator.arrive.Direct.PARTITIONS;
import static io.sallyport.validator.arrive.Direct.TOPICS;
import static io.sallyport.validator.arrive.Direct.add;
import static io.sallyport.validator.arrive.Direct.admit;
import static io.sallyport.validator.arrive.Direct.at;
import static io.sallyport.validator.arrive.Direct.found;
import static io.sallyport.validator.arrive.Direct.headers;
import static io.sallyport.validator.arrive.Direct.locate;
import static io.sallyport.validator.arrive.Direct.on;
import static io.sallyport.validator.arrive.Direct.rekey;
import static io.sallyport.validator.arrive.Direct.sent;
import static io.sallyport.validator.arrive.Direct.signature;
import static io.sallyport.validator.arrive.Direct.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.validator.admit.Admission;
import io.sallyport.validator.admit.Delivery;
import io.sallyport.validator.admit.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gate's entrance makes of what arrive wrote, and of who says to be arrive. */
class ArrivedAdmissionTest {
  private static final Origin ORIGIN = new Origin("sallyport.untrusted.orders", 11, 42);

  @Test
  void admitsWhatItVerifiesAndNamesItByItsFirstPlace() {
    Delivery found = found(rekey(sent(ORDERS, BODY, signature(BODY))));

    Admission.Admitted admitted = admitted(admit(found));

    assertThat(admitted.known().deliveryId()).isEqualTo("sallyport.untrusted.orders:11:42");
    assertThat(admitted.proof())
        .isEqualTo(new Admission.Proof(Assurance.VALIDATOR_ONLY, "source:orders"));
    assertThat(locate(found).origin()).isEqualTo(ORIGIN);
    assertThat(locate(found).appendedAt()).isEqualTo(NOW);
    assertThat(locate(found).place()).isEqualTo(found.origin());
  }

  @Test
  void refusesEvidenceThatDoesNotHold() {
    RecordHeaders twice = signature(BODY);
    twice.add(twice.lastHeader(EVIDENCE));

    assertThat(code(rekey(sent(ORDERS, BODY, signature(new byte[1])))))
        .isEqualTo(Code.EVIDENCE_INVALID);
    assertThat(code(rekey(sent(ORDERS, BODY, new RecordHeaders()))))
        .isEqualTo(Code.EVIDENCE_MISSING);
    assertThat(code(rekey(sent(ORDERS, BODY, twice)))).isEqualTo(Code.EVIDENCE_INVALID);
  }

  @Test
  void refusesWhatArriveCouldNotRead() {
    assertThat(code(rekey(at("orders", Optional.of(Bytes.of(BODY)), signature(BODY)))))
        .isEqualTo(Code.HEADER_UNCLEAR);
    assertThat(code(rekey(at("orders", Optional.empty(), signature(BODY)))))
        .isEqualTo(Code.BODY_EMPTY);
    assertThat(code(rekey(at("nobody", Optional.of(Bytes.of(BODY)), signature(BODY)))))
        .isEqualTo(Code.SOURCE_UNKNOWN);
    assertThat(code(rekey(at("github", Optional.of(Bytes.of(BODY)), signature(BODY)))))
        .isEqualTo(Code.SOURCE_UNKNOWN);
    assertThat(code(rekey(sent(ORDERS, new byte[2 << 20], signature(BODY)))))
        .isEqualTo(Code.BODY_TOO_LARGE);
  }

  @Test
  void countsTheAgeFromTheFirstAppend() {
    Delivery found = found(rekey(sent(ORDERS, BODY, signature(BODY))));
    Instant edge = NOW.plus(Duration.ofMinutes(10));

    assertThat(admit(found, NOTHING, edge)).isInstanceOf(Admission.Admitted.class);
    assertThat(code(admit(found, NOTHING, edge.plusMillis(1)))).isEqualTo(Code.STALE);
  }

  @Test
  void endsTheSecondOfTheSameAsADuplicate() {
    Admission.Admitted first = admitted(admit(found(rekey(sent(HOOKS, BODY, webhook("m", BODY))))));
    Delivery second = found(rekey(sent(HOOKS, BODY, webhook("m", BODY))));

    Admission again = admit(second, id -> memory(first, id), NOW.plusSeconds(2));

    assertThat(again).isInstanceOf(Admission.Duplicate.class);
  }

  private static Optional<Seen> memory(Admission.Admitted first, DedupeId id) {
    return id.equals(first.id()) ? Optional.of(first.memory(NOW)) : Optional.empty();
  }

  @Test
  void identifiesUnsignedRecordsByTheirFirstPlace() {
    Arrived arrived = rekey(sent(OPEN, BODY, new RecordHeaders()));
    Delivery found = found(arrived);
    Delivery carriedTwice = on(new Origin(TOPICS.arrived(), found.place().partition(), 8), arrived);
    Delivery other =
        new Delivery(
            new Origin(TOPICS.untrusted("open"), 11, 43),
            NOW,
            Optional.empty(),
            Optional.of(Bytes.of(BODY)),
            headers("content-type", "application/json"));

    assertThat(admitted(admit(carriedTwice)).id()).isEqualTo(admitted(admit(found)).id());
    assertThat(admitted(admit(found(rekey(other)))).id()).isNotEqualTo(admitted(admit(found)).id());
  }

  @ParameterizedTest
  @CsvSource({"ce_id", "ce_source", "ce_type", "arrived-from", "arrived-at"})
  void refusesWhatArriveAlwaysSaysOnceWhereItIsNotThereOnce(String name) {
    Arrived without = rekey(sent(ORDERS, BODY, signature(BODY)));
    without.headers().remove(name);
    Arrived twice = rekey(sent(ORDERS, BODY, signature(BODY)));
    twice.headers().add(twice.headers().lastHeader(name));

    assertThat(code(without)).isEqualTo(Code.HEADER_UNCLEAR);
    assertThat(code(twice)).isEqualTo(Code.HEADER_UNCLEAR);
  }

  @ParameterizedTest
  @CsvSource({
    "ce_source, /sources/open, SOURCE_UNKNOWN",
    "ce_source, /sources/github, SOURCE_UNKNOWN",
    "ce_id, 0192f0c1-0000-7000-8000-000000000001, HEADER_UNCLEAR",
    "arrived-from, sallyport.untrusted.open:11:42, HEADER_UNCLEAR",
    "arrived-from, nonsense, HEADER_UNCLEAR",
    "arrived-at, -1, HEADER_UNCLEAR",
    "arrived-at, 1000000000000000, HEADER_UNCLEAR",
    "arrived-at, '', HEADER_UNCLEAR",
  })
  void refusesRecordsOnArrivedThatContradictThemselves(String name, String value, Code code) {
    Arrived arrived = rekey(sent(ORDERS, BODY, signature(BODY)));
    arrived.headers().remove(name);
    add(arrived.headers(), name, value);

    assertThat(code(arrived)).isEqualTo(code);
  }

  @Test
  void doesNotBelieveOnUntrustedWhatOnlyArriveMaySay() {
    Arrived arrived = rekey(sent(ORDERS, BODY, signature(BODY)));
    Origin place = new Origin(TOPICS.untrusted(), found(arrived).place().partition(), 7);
    Delivery forged = on(place, arrived);
    arrived.headers().remove("ce_id");
    add(arrived.headers(), "ce_id", "0192f0c1-0000-7000-8000-000000000001");

    assertThat(code(admit(forged))).isEqualTo(Code.SOURCE_UNKNOWN);
    assertThat(locate(forged).origin()).isEqualTo(place);
    assertThat(locate(forged).appendedAt()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void doesNotTakeADirectProducersTopicItself() {
    assertThat(
            code(admit(sent(ORDERS, BODY, rekey(sent(ORDERS, BODY, signature(BODY))).headers()))))
        .isEqualTo(Code.HEADER_UNCLEAR);
  }

  @Test
  void refusesAnotherKeyAndAnotherPartition() {
    Arrived arrived = rekey(sent(ORDERS, BODY, signature(BODY)));
    Arrived keyed = new Arrived(Bytes.utf8("other"), arrived.body(), arrived.headers());
    int partition = (found(arrived).place().partition() + 1) % PARTITIONS;

    assertThat(code(keyed)).isEqualTo(Code.IDENTITY_MISMATCH);
    assertThat(code(admit(on(new Origin(TOPICS.arrived(), partition, 7), arrived))))
        .isEqualTo(Code.PARTITION_MISMATCH);
  }

  private static Admission.Admitted admitted(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return (Admission.Admitted) admission;
  }

  private static Code code(Arrived arrived) {
    return code(admit(found(arrived)));
  }

  private static Code code(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return ((Admission.Refused) admission).code();
  }
}

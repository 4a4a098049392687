package io.sallyport.validator.arrive;

import static io.sallyport.validator.arrive.Direct.BODY;
import static io.sallyport.validator.arrive.Direct.KEYED;
import static io.sallyport.validator.arrive.Direct.NOTHING;
import static io.sallyport.validator.arrive.Direct.NOW;
import static io.sallyport.validator.arrive.Direct.admit;
import static io.sallyport.validator.arrive.Direct.found;
import static io.sallyport.validator.arrive.Direct.headers;
import static io.sallyport.validator.arrive.Direct.rekey;
import static io.sallyport.validator.arrive.Direct.sent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.DedupeId.Basis;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.validator.admit.Admission;
import io.sallyport.validator.admit.Memory;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** A direct producer that names each delivery in a header, from arrive through the entrance. */
class IdempotencyAdmissionTest {
  private static final String HEADER = "idempotency-key";
  private static final DedupeId ID =
      DedupeId.of("keyed", "source:keyed", Basis.IDEMPOTENCY_KEY, "order-17".getBytes(UTF_8));

  private static Arrived arrived(byte[] body, String key) {
    return rekey(sent(KEYED, body, headers(HEADER, key)));
  }

  private static Code refused(Arrived arrived, Memory memory) {
    Admission admission = admit(found(arrived), memory, NOW.plusSeconds(2));
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return ((Admission.Refused) admission).code();
  }

  private static Memory first() {
    Admission.Admitted admitted =
        (Admission.Admitted) admit(found(arrived(BODY, "order-17")), NOTHING, NOW.plusSeconds(2));
    return id -> id.equals(admitted.id()) ? Optional.of(admitted.memory(NOW)) : Optional.empty();
  }

  @Test
  void isKeyedAndAdmittedByTheKey() {
    Arrived arrived = arrived(BODY, "order-17");

    assertThat(arrived.key()).isEqualTo(Bytes.of(ID.key()));
    assertThat(arrived(new byte[] {1}, "order-17").key()).isEqualTo(arrived.key());
    assertThat(admit(found(arrived)))
        .isInstanceOfSatisfying(
            Admission.Admitted.class,
            admitted -> {
              assertThat(admitted.id()).isEqualTo(ID);
              assertThat(admitted.proof())
                  .isEqualTo(new Admission.Proof(Assurance.ASSERTED, "source:keyed"));
            });
  }

  @Test
  void endsTheSecondOfTheSameAsADuplicate() {
    assertThat(admit(found(arrived(BODY, "order-17")), first(), NOW.plusSeconds(2)))
        .isInstanceOf(Admission.Duplicate.class);
  }

  @Test
  void refusesTheSameKeyWithAnotherBody() {
    assertThat(refused(arrived("{}".getBytes(UTF_8), "order-17"), first()))
        .isEqualTo(Code.ID_CONFLICT);
  }

  @Test
  void takesTheSameBodyUnderAnotherKey() {
    assertThat(admit(found(arrived(BODY, "order-18")), first(), NOW.plusSeconds(2)))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void refusesARecordWithoutItsKey() {
    Arrived without = rekey(sent(KEYED, BODY, new RecordHeaders()));

    assertThat(without.key()).isEqualTo(Bytes.utf8("sallyport.untrusted.keyed:11:42"));
    assertThat(refused(without, NOTHING)).isEqualTo(Code.EVIDENCE_MISSING);
  }

  @Test
  void refusesARecordWithTwoKeysOrOneThatIsNone() {
    RecordHeaders twice = headers(HEADER, "order-17");
    twice.add(twice.lastHeader(HEADER));

    assertThat(refused(rekey(sent(KEYED, BODY, twice)), NOTHING)).isEqualTo(Code.EVIDENCE_INVALID);
    assertThat(refused(arrived(BODY, ""), NOTHING)).isEqualTo(Code.EVIDENCE_INVALID);
    assertThat(refused(arrived(BODY, "a b"), NOTHING)).isEqualTo(Code.EVIDENCE_INVALID);
  }

  @Test
  void takesKeysOf128CharactersAndNoneThatIsLonger() {
    assertThat(admit(found(arrived(BODY, "k".repeat(128))))).isInstanceOf(Admission.Admitted.class);
    assertThat(refused(arrived(BODY, "k".repeat(129)), NOTHING)).isEqualTo(Code.EVIDENCE_INVALID);
  }
}

package io.sallyport.contract.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A mandate with all that a bundle, its names and a sender may put into it: executors take it. */
class LargestMandateTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final String ENVIRONMENT = "e".repeat(100);
  private static final String NAME = "n".repeat(40);
  private static final String ID = "A".repeat(43);
  private static final String TYPE = "a".repeat(Delegation.MAX_NAME);

  /** Statements and quotas of a type. */
  private static final int IDS = 108;

  private static final int ALARMS = 8;

  @Test
  void fits() {
    byte[] claims = MandateCodec.write(largest());

    assertThat(Jws.sign(SigningKey.generate(), Typ.MANDATE, claims).length())
        .isLessThanOrEqualTo(Mandate.MAX_SIZE);
    assertThat(MandateCodec.parse(Bytes.of(claims))).contains(largest());
  }

  private static Mandate largest() {
    return new Mandate(
        new Mandate.Parties(
            ENVIRONMENT + "/validator",
            ENVIRONMENT + "/" + NAME,
            "s".repeat(40) + ":" + "s".repeat(100),
            Optional.of(ID),
            Mandate.actor(NAME)),
        new ActionId(ID),
        new Mandate.Validity(NOW, NOW, NOW.plusSeconds(600)),
        grant(),
        decided(),
        new Mandate.Evidence(
            NAME,
            Assurance.VALIDATOR_ONLY,
            new Origin(NAME + ".untrusted." + NAME, 999_999, 999_999_999_999_999_999L),
            DIGEST,
            NOW,
            Optional.of("agent:" + "p".repeat(64)),
            Optional.of(delegation())),
        List.of(),
        Optional.empty());
  }

  private static Mandate.Grant grant() {
    Bytes key = Bytes.of(Digest.sha256(new byte[] {1}));
    String topic = NAME + ".trusted." + NAME;
    return new Mandate.Grant(TYPE, Effect.PERSIST, DIGEST, topic, 999_999, key, DIGEST);
  }

  private static Mandate.Decided decided() {
    String id = "i".repeat(ReceiptCodec.MAX_IDS / IDS);
    List<String> alarms = Collections.nCopies(ALARMS, NAME);
    return new Mandate.Decided(
        "MODIFIED",
        NAME,
        Stream.concat(Collections.nCopies(IDS, id).stream(), alarms.stream()).toList(),
        DIGEST,
        Optional.of(new NamedReceipt("desk-999999/" + "9".repeat(18), Optional.of(DIGEST))),
        Collections.nCopies(
            Modification.MAX, new Modification("/" + "f".repeat(100), DIGEST, DIGEST)),
        Optional.of(new DeskKey(ID)));
  }

  private static Delegation delegation() {
    List<String> chain =
        IntStream.rangeClosed(0, Delegation.MAX_HOPS)
            .mapToObj(i -> "agent:" + i + "p".repeat(63))
            .toList();
    List<String> actions =
        IntStream.range(1, Delegation.MAX_ACTIONS)
            .mapToObj(i -> i + "x".repeat(Delegation.MAX_NAME - 1))
            .toList();
    return new Delegation(
        chain,
        NOW.plusSeconds(600),
        Effect.PERSIST,
        Stream.concat(Stream.of(TYPE), actions.stream()).toList());
  }
}

package io.sallyport.bench.cell;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Seals actions as the gate does, each with an id of its own. Safe for any thread. */
public final class Seal {
  private static final Digest NOTHING = Digest.of(new byte[0]);

  private final SigningKey key = SigningKey.generate();
  private final AtomicLong sealed = new AtomicLong();
  private final String environment;

  Seal(String environment) {
    this.environment = environment;
  }

  /**
   * A record for the trusted topic.
   *
   * @param action its id
   * @param record as the gate would write it
   */
  public record Sealed(ActionId action, ProducerRecord<byte[], byte[]> record) {}

  /** An action of that lane; lanes are known by name and number, as in {@code lane-17}. */
  public Sealed act(String topic, String lane) {
    int number = Integer.parseInt(lane.substring(lane.indexOf('-') + 1));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, number % Installation.PARTITIONS, Act.key(lane), Act.value(lane));
    Mandate mandate = mandate(record, "delivery-" + sealed.incrementAndGet());
    String jws = Jws.sign(key, Typ.MANDATE, MandateCodec.write(mandate));
    record.headers().add(Headers.MANDATE, Bytes.utf8(jws).toArray());
    return new Sealed(mandate.id(), record);
  }

  private Mandate mandate(ProducerRecord<byte[], byte[]> record, String delivery) {
    DedupeId dedupe =
        DedupeId.of("github", "hook", DedupeId.Basis.SIGNED_ID, Bytes.utf8(delivery).toArray());
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    return new Mandate(
        new Mandate.Parties(
            environment + "/validator",
            environment + "/" + Installation.CELL,
            "github:octo",
            Optional.empty(),
            "source:github"),
        ActionId.of("github", dedupe, "act-on-push"),
        new Mandate.Validity(now, now, now.plus(Act.TYPE.maxTtl())),
        new Mandate.Grant(
            Act.TYPE.name(),
            Act.TYPE.effect(),
            Act.TYPE.fingerprint(),
            record.topic(),
            record.partition(),
            Bytes.of(record.key()),
            Digest.of(record.value())),
        new Mandate.Decided("ALLOWED", "act-on-push", List.of("all"), NOTHING, "gate-0/1"),
        new Mandate.Evidence(
            "github", Assurance.SHARED, new Origin("sallyport.untrusted", 0, 42), NOTHING, now),
        List.of(),
        Optional.empty());
  }

  /** Verifies what it seals. */
  public Jwk jwk() {
    return key.jwk();
  }
}

package io.sallyport.executor;

import io.sallyport.action.ActionType;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.executor.verify.Panel;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of the gated type, sealed with the validator's key, approved as somebody likes. All are
 * attempts at one more action each, but for those that present the first one again.
 */
final class Gated {
  /** Of the trusted topic of a small installation. */
  static final int PARTITIONS = 2;

  private static final ActionType TYPE = Panel.type();

  private final Cluster.Installation installation;
  private final Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
  private int number;

  Gated(Cluster.Installation installation) {
    this.installation = installation;
  }

  /** Gives a bundle the gated type, its handler and its approvers. */
  static void install(Path bundle) throws IOException {
    String handler = Files.readString(bundle.resolve("handler-deploy.yaml"));
    Files.writeString(bundle.resolve("actions/Release.avsc"), Panel.schema());
    Files.writeString(bundle.resolve("approvers.yaml"), Panel.document());
    Files.writeString(
        bundle.resolve("handler-release.yaml"),
        handler
            .replace("{name: deploy}", "{name: release}")
            .replace("actions.Deploy", "actions.Release")
            .replace(Seal.type().fingerprint().text(), TYPE.fingerprint().text()));
  }

  /** What two managers approved and nobody has presented yet. */
  ProducerRecord<byte[], byte[]> genuine() {
    return approved(Panel::quorum);
  }

  /** The first action of all, which two managers approved, in a mandate that lives longer. */
  ProducerRecord<byte[], byte[]> again() {
    return record("gated-1", home(), mandate -> longer(mandate), Panel::quorum);
  }

  /** A new action with these verdicts on it. */
  ProducerRecord<byte[], byte[]> approved(Function<Statement, List<String>> verdicts) {
    return held(UnaryOperator.identity(), verdicts);
  }

  /** A new action whose mandate says something else, with these verdicts on what it says. */
  ProducerRecord<byte[], byte[]> held(
      UnaryOperator<Mandate> change, Function<Statement, List<String>> verdicts) {
    number++;
    return record("gated-" + number, home(), change, verdicts);
  }

  /** A new action that two managers approved, on the partition that its key does not have. */
  ProducerRecord<byte[], byte[]> misplaced() {
    number++;
    return record("gated-" + number, 1 - home(), UnaryOperator.identity(), Panel::quorum);
  }

  /** The statement of an action that was approved and lies nowhere. */
  Statement another(String repository) {
    var fields = Seal.fields(TYPE, "staging");
    fields.put("repository", repository);
    byte[] value = Seal.value(TYPE, fields);
    Seal.Place place = new Seal.Place(home(), Seal.key("staging"), value);
    Mandate mandate = installation.seal().mandate(TYPE, "gated-" + number, place, now);
    return Panel.statement(installation.environment(), asked(mandate, "managers", 2), value);
  }

  /** A mandate that says that it waited for somebody else. */
  Mandate asked(Mandate mandate, String group, int threshold) {
    return Panel.with(mandate, Optional.of(Panel.hold(group, threshold, now)), List.of());
  }

  Instant now() {
    return now;
  }

  private static int home() {
    return Partitions.of(Seal.key("staging"), PARTITIONS);
  }

  private static Mandate longer(Mandate mandate) {
    Mandate.Validity validity = mandate.validity();
    return Copies.valid(
        mandate,
        new Mandate.Validity(
            validity.issuedAt(), validity.notBefore(), validity.expiresAt().plusSeconds(60)));
  }

  private ProducerRecord<byte[], byte[]> record(
      String delivery,
      int partition,
      UnaryOperator<Mandate> change,
      Function<Statement, List<String>> verdicts) {
    byte[] value = Seal.value(TYPE, Seal.fields(TYPE, "staging"));
    Seal.Place place = new Seal.Place(partition, Seal.key("staging"), value);
    Mandate sealed = installation.seal().mandate(TYPE, delivery, place, now);
    Mandate held = change.apply(asked(sealed, "managers", 2));
    List<String> given =
        held.hold().isEmpty()
            ? List.of()
            : verdicts.apply(Panel.statement(installation.environment(), held, value));
    Mandate mandate = Panel.with(held, held.hold(), given);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            installation.topics().trusted(Seal.CELL), partition, place.key(), value);
    return Forgery.withMandate(record, installation.seal().sign(mandate));
  }
}

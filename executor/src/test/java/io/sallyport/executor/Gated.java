package io.sallyport.executor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.ActionType;
import io.sallyport.action.record.ActionCodec;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.approval.Statement.Proposal;
import io.sallyport.contract.approval.Statement.Requester;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Partitions;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.mandate.MandateCodec;
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
 * Records of the gated type, sealed with the validator's key, approved as somebody likes. Each is
 * of a new action, but for {@link #again}.
 */
final class Gated {
  /** Of the trusted topic of a small installation. */
  private static final int PARTITIONS = 2;

  private static final int HOME = Partitions.of(Seal.key("staging"), PARTITIONS);
  private static final ActionType TYPE = Panel.type();
  private static final UnaryOperator<Mandate> AS_IT_IS = UnaryOperator.identity();

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

  /** A new action with these verdicts on it. */
  ProducerRecord<byte[], byte[]> approved(Function<Statement, List<String>> verdicts) {
    return held(AS_IT_IS, verdicts);
  }

  /** A new action whose mandate says something else, with these verdicts on what it says. */
  ProducerRecord<byte[], byte[]> held(
      UnaryOperator<Mandate> change, Function<Statement, List<String>> verdicts) {
    number++;
    return record(HOME, change.apply(mandate(number, HOME)), verdicts);
  }

  /** The first action of all, in a mandate that lives longer. */
  ProducerRecord<byte[], byte[]> again() {
    Mandate first = mandate(1, HOME);
    Mandate.Validity life = first.validity();
    Mandate longer =
        Copies.valid(
            first,
            new Mandate.Validity(
                life.issuedAt(), life.notBefore(), life.expiresAt().plusSeconds(60)));
    return record(HOME, longer, Panel::quorum);
  }

  /** The same on the partition that its key does not have. */
  ProducerRecord<byte[], byte[]> misplaced() {
    return record(1 - HOME, mandate(1, 1 - HOME), Panel::quorum);
  }

  /** An action that was approved a minute ago, in a mandate that lives so long since. */
  ProducerRecord<byte[], byte[]> sealedFor(int seconds) {
    Instant then = now.minusSeconds(60);
    Mandate.Validity life = new Mandate.Validity(then, then, then.plusSeconds(seconds));
    return record(
        HOME,
        Copies.valid(mandate(0, HOME), life),
        statement ->
            Panel.quorum(statement, v -> Panel.within(v, then, statement.hold().deadline())));
  }

  /** A new action whose mandate has so many verdicts, which no codec of ours writes. */
  ProducerRecord<byte[], byte[]> crowded(int verdicts) {
    number++;
    Mandate held = mandate(number, HOME);
    ObjectNode claims = StrictJson.read(MandateCodec.write(held)).orElseThrow();
    String one = Panel.approval(Panel.ANNA, "anna", statement(held));
    for (int i = 0; i < verdicts; i++) {
      claims.withArray("approvals").add(one);
    }
    byte[] payload = StrictJson.write(claims);
    return Forgery.withMandate(
        record(HOME, held, Panel::quorum), Jws.sign(key(), Typ.MANDATE, payload));
  }

  /** What was approved of the first action of all. */
  Statement firstStatement() {
    return statement(mandate(1, HOME));
  }

  /** The statement as the approvers saw it: of another repository. */
  Statement shown(Statement statement, String repository) {
    var fields = Seal.fields(TYPE, "staging");
    fields.put("repository", repository);
    Proposal sealed = statement.action();
    Proposal seen =
        new Proposal(
            sealed.id(),
            sealed.type(),
            sealed.effect(),
            sealed.fingerprint(),
            Digest.of(ActionCodec.encode(TYPE, fields)));
    return of(statement, seen, statement.requester());
  }

  /** The statement as of the requester that all others have. */
  Statement plain(Statement statement) {
    return of(statement, statement.action(), firstStatement().requester());
  }

  private static Statement of(Statement statement, Proposal action, Requester requester) {
    return new Statement(
        statement.environment(),
        statement.cell(),
        action,
        requester,
        statement.basis(),
        statement.hold());
  }

  /** The mandate, waiting for somebody else. */
  Mandate asked(Mandate mandate, String group, int threshold) {
    return Panel.with(mandate, Optional.of(Panel.hold(group, threshold, now)), List.of());
  }

  /** The validator's. */
  SigningKey key() {
    return installation.key();
  }

  private Mandate mandate(int action, int partition) {
    Seal.Place place = new Seal.Place(partition, Seal.key("staging"), value());
    Mandate sealed = installation.seal().mandate(TYPE, "gated-" + action, place, now);
    return asked(sealed, "managers", 2);
  }

  private Statement statement(Mandate held) {
    return Panel.statement(installation.environment(), held, value());
  }

  private static byte[] value() {
    return Seal.value(TYPE, Seal.fields(TYPE, "staging"));
  }

  private ProducerRecord<byte[], byte[]> record(
      int partition, Mandate held, Function<Statement, List<String>> verdicts) {
    List<String> given = held.hold().isEmpty() ? List.of() : verdicts.apply(statement(held));
    String topic = installation.topics().trusted(Seal.CELL);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, Seal.key("staging"), value());
    Mandate mandate = Panel.with(held, held.hold(), given);
    return Forgery.withMandate(record, installation.seal().sign(mandate));
  }
}

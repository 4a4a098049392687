package io.sallyport.contract.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement.Basis;
import io.sallyport.contract.approval.Statement.Proposal;
import io.sallyport.contract.approval.Statement.Requester;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.mandate.Hold;
import java.util.Optional;

/**
 * The one form of a statement in bytes: its JSON by RFC 8785. Members are written in the order of
 * their names, numbers are whole, and texts have visible ASCII characters only, so that nothing has
 * to be sorted or escaped in more than one way.
 */
public final class StatementCodec {
  private static final String VERSION = "sallyport-statement-v1";

  private StatementCodec() {}

  /** The digest that persons sign. */
  public static Digest digest(Statement statement) {
    return Digest.of(write(statement));
  }

  /** The canonical form. */
  public static byte[] write(Statement statement) {
    return JsonWriter.write(json -> write(json, statement));
  }

  private static void write(JsonWriter json, Statement statement) {
    Proposal action = statement.action();
    json.put("action", action.id().text())
        .put("body", action.body().text())
        .put("bundle", statement.basis().bundle().text())
        .put("cell", statement.cell())
        .putTexts("chain", statement.requester().chain())
        .put("deadline", statement.hold().deadline().getEpochSecond())
        .put("effect", action.effect().text())
        .put("environment", statement.environment().name())
        .put("fingerprint", action.fingerprint().text())
        .putTexts("policy", statement.basis().policy());
    statement.hold().writeQuorums(json);
    json.put("requester", statement.requester().subject())
        .put("statement", VERSION)
        .put("type", action.type());
  }

  /** Reads the canonical form; empty when the bytes are any other, of whatever meaning. */
  public static Optional<Statement> parse(Bytes canonical) {
    return StrictJson.read(canonical.toArray())
        .flatMap(StatementCodec::read)
        .filter(statement -> canonical.equals(Bytes.of(write(statement))));
  }

  private static Optional<Statement> read(ObjectNode json) {
    Fields fields = Fields.of(json);
    try {
      Statement statement =
          new Statement(
              new Environment(fields.text("environment")),
              fields.text("cell"),
              proposal(fields),
              new Requester(fields.text("requester"), fields.texts("chain")),
              new Basis(new Digest(fields.text("bundle")), fields.texts("policy")),
              Hold.read(fields));
      boolean isStatement = fields.text("statement").equals(VERSION);
      fields.end();
      return isStatement ? Optional.of(statement) : Optional.empty();
    } catch (Fields.Mismatch | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Proposal proposal(Fields fields) throws Fields.Mismatch {
    return new Proposal(
        new ActionId(fields.text("action")),
        fields.text("type"),
        Effect.parse(fields.text("effect")).orElseThrow(IllegalArgumentException::new),
        new Digest(fields.text("fingerprint")),
        new Digest(fields.text("body")));
  }
}

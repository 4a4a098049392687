package io.sallyport.contract.resolution;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of an action in doubt, as its executor recorded it.
 *
 * @param outcome the {@code jti} of the receipt that says {@code IN_DOUBT}
 * @param digest of that receipt's compact form
 * @param finding what happened
 * @param statements who said so: one operator, or two different ones
 */
public record Resolution(
    String outcome, Digest digest, Finding finding, List<Statement> statements) {
  private static final int MOST = 2;

  /**
   * One operator's command.
   *
   * @param operator the operator's id
   * @param command its {@code jti}
   * @param digest of its compact form
   * @param reason how the operator knows
   */
  public record Statement(String operator, String command, Digest digest, String reason) {
    /** What a command states. */
    public static Statement of(ResolveCommand command, Digest digest) {
      return new Statement(command.operator(), command.id(), digest, command.reason());
    }
  }

  /** Refuses what two persons cannot have said. */
  public Resolution {
    statements = List.copyOf(statements);
    long persons = statements.stream().map(Statement::operator).distinct().count();
    if (persons != statements.size() || persons < 1 || persons > MOST) {
      throw new IllegalArgumentException("one statement, or two of different operators");
    }
  }

  /** Writes its members. */
  public void write(JsonWriter json) {
    json.put("outcome", outcome)
        .put("digest", digest.text())
        .put("finding", finding.text())
        .putObjects("statements", statements, Resolution::write);
  }

  private static void write(JsonWriter json, Statement statement) {
    json.put("operator", statement.operator())
        .put("command", statement.command())
        .put("digest", statement.digest().text())
        .put("reason", statement.reason());
  }

  /** Reads them; throws as {@link Fields} does, and {@link IllegalArgumentException}. */
  public static Resolution read(Fields fields) throws Fields.Mismatch {
    List<Statement> statements = new ArrayList<>();
    for (Fields each : fields.objects("statements")) {
      statements.add(
          new Statement(
              each.text("operator"),
              each.text("command"),
              new Digest(each.text("digest")),
              each.text("reason")));
      each.end();
    }
    Resolution resolution =
        new Resolution(
            fields.text("outcome"),
            new Digest(fields.text("digest")),
            Finding.parse(fields.text("finding")).orElseThrow(IllegalArgumentException::new),
            statements);
    fields.end();
    return resolution;
  }
}

package io.sallyport.contract.receipt;

import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.SessionId;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import java.util.Optional;

/**
 * Where a session stands after a decision: a number of entries, and the digest of the last, which
 * covers all before it.
 *
 * @param id the session
 * @param entries how many it has; 0 where it was not opened
 * @param head the digest of the last entry; none exactly where there is none
 */
public record SessionHead(SessionId id, int entries, Optional<Digest> head) {
  private static final String NAME = "session";

  /** Refuses what no session has. */
  public SessionHead {
    if (entries < 0 || head.isPresent() != entries > 0) {
      throw new IllegalArgumentException("head: of the last entry, where there is one");
    }
  }

  /** A session that was not opened. */
  public static SessionHead none(SessionId id) {
    return new SessionHead(id, 0, Optional.empty());
  }

  static void write(JsonWriter json, Optional<SessionHead> session) {
    session.ifPresent(each ->
        json.putObject(
            NAME,
            member ->
                member
                    .put("id", each.id().text())
                    .put("entries", each.entries())
                    .put("head", each.head().map(Digest::text))));
  }

  static Optional<SessionHead> read(Fields fields) throws Fields.Mismatch {
    if (!fields.has(NAME)) {
      return Optional.empty();
    }
    Fields member = fields.object(NAME);
    SessionHead head =
        new SessionHead(
            new SessionId(member.text("id")),
            member.count("entries"),
            member.optionalText("head").map(Digest::new));
    member.end();
    return Optional.of(head);
  }
}

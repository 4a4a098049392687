package io.sallyport.contract.id;

/**
 * The name of a session: the mandate's {@code sid}, and what a revocation of a session names. What
 * its sender calls it is in no record.
 *
 * @param text 43 base64url characters: SHA-256("sallyport-session-v1" 0 source 0 principal 0 sid)
 */
public record SessionId(String text) {
  private static final String DOMAIN = "sallyport-session-v1";

  /** Refuses any other form. */
  public SessionId {
    Identity.check(text, "a session id");
  }

  /** The session that {@code principal} calls {@code sid}, at {@code source}. */
  public static SessionId of(String source, String principal, String sid) {
    return new SessionId(Identity.of(DOMAIN, Bytes.utf8(sid).toArray(), source, principal));
  }
}

package io.sallyport.validator.decide;

import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.session.SessionClaim;
import java.time.Instant;
import java.util.Optional;

/**
 * What the gate leaves to the desk, beside what its receipt says.
 *
 * @param key with whose memory it is decided
 * @param requester the subject that its mandate gets
 * @param session in which session it is proposed, if in one
 * @param received the broker's append time of the delivery
 * @param body the Avro form of the action as it was bound
 */
public record Referral(
    DeskKey key, String requester, Optional<SessionClaim> session, Instant received, Bytes body) {
  /** The longest body, in bytes. */
  public static final int MAX_BODY = 48 << 10;

  /** What has no session. */
  public Referral(DeskKey key, String requester, Instant received, Bytes body) {
    this(key, requester, Optional.empty(), received, body);
  }

  /** Refuses what no gate refers. */
  public Referral {
    require(Statement.isText(requester), "requester: 1 to 256 visible ASCII characters");
    require(body.size() <= MAX_BODY, "body: at most 48 KiB");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}

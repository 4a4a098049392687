package io.sallyport.validator.decide;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.Digest;
import java.time.Instant;

/**
 * What the gate leaves to the desk, beside what its receipt says.
 *
 * @param key with whose memory it is decided
 * @param requester the subject that its mandate gets
 * @param received the broker's append time of the delivery
 * @param body the Avro form of the action as it was bound
 */
public record Referral(DeskKey key, String requester, Instant received, Bytes body) {
  /** The longest body, in bytes. */
  public static final int MAX_BODY = 48 << 10;

  private static final int MAX_REQUESTER = 256;

  /** Refuses what no gate refers. */
  public Referral {
    require(!requester.isEmpty() && requester.length() <= MAX_REQUESTER, "requester: too long");
    require(body.size() <= MAX_BODY, "body: at most 48 KiB");
  }

  /** The digest that the gate's receipt names. */
  public Digest digest() {
    return Digest.of(ReferralCodec.write(this));
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}

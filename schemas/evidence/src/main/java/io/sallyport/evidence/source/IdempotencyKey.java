package io.sallyport.evidence.source;

import io.sallyport.evidence.text.StrictText;

/**
 * The sender's own name for one proposal, the same in each retry, also one that is signed anew. It
 * counts where it is as well proved as the body: in the protected header that an agent signs, or
 * beside the body in the record of a direct producer that signs nothing.
 */
public final class IdempotencyKey {
  /** The header of a direct producer's record. */
  public static final String HEADER = "idempotency-key";

  /** The member of an agent's protected header. */
  public static final String MEMBER = "idempotency_key";

  /** The longest key, as of the other ids that agents choose. */
  public static final int MAX_LENGTH = 128;

  private IdempotencyKey() {}

  /** Whether it is 1 to {@value #MAX_LENGTH} printable ASCII characters without a space. */
  public static boolean isKey(String text) {
    return StrictText.isVisible(text, MAX_LENGTH);
  }
}

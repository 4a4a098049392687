package io.sallyport.executor.credential;

import io.sallyport.contract.receipt.ReceiptBody;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A credential for one action: usable until it is closed, then wiped. Owned by the thread of its
 * action.
 */
public final class Lease implements AutoCloseable {
  private final byte[] secret;
  private final ReceiptBody.Lease terms;
  private final Runnable onClose;
  private boolean open = true;

  /**
   * A lease that is open.
   *
   * @param secret a bearer token; becomes the lease's own, which wipes it
   * @param terms what receipts say of it
   * @param onClose gives it back to its issuer, within a bounded time
   */
  public Lease(byte[] secret, ReceiptBody.Lease terms, Runnable onClose) {
    this.secret = secret;
    this.terms = terms;
    this.onClose = onClose;
  }

  /** The value of an {@code Authorization} header (RFC 6750). */
  public String bearer() {
    if (!open) {
      throw new IllegalStateException("the lease is over");
    }
    return "Bearer " + new String(secret, StandardCharsets.US_ASCII);
  }

  /** What receipts say of it; nothing of the secret. */
  public ReceiptBody.Lease terms() {
    return terms;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Arrays.fill(secret, (byte) 0);
      onClose.run();
    }
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "Lease[" + (open ? "open" : "closed") + "]";
  }
}

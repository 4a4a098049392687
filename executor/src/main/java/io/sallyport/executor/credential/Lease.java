package io.sallyport.executor.credential;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A credential for one action: usable until it is closed, then wiped. Owned by the thread of its
 * action.
 */
public final class Lease implements AutoCloseable {
  private final byte[] secret;
  private final Runnable onClose;
  private boolean open = true;

  Lease(byte[] secret, Runnable onClose) {
    this.secret = secret;
    this.onClose = onClose;
  }

  /** The value of an {@code Authorization} header (RFC 6750). */
  public String bearer() {
    if (!open) {
      throw new IllegalStateException("the lease is over");
    }
    return "Bearer " + new String(secret, StandardCharsets.US_ASCII);
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

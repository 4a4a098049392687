package io.sallyport.executor.credential;

import io.sallyport.contract.receipt.ReceiptBody;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A credential for one action: usable until it is closed, then wiped. Owned by the thread of its
 * action.
 */
public final class Lease implements AutoCloseable {
  private final Optional<String> user;
  private final byte[] secret;
  private final ReceiptBody.Lease terms;
  private final Runnable onClose;
  private boolean open = true;

  /**
   * A lease of a bearer token.
   *
   * @param secret a bearer token; becomes the lease's own, which wipes it
   * @param terms what receipts say of it
   * @param onClose gives it back to its issuer, within a bounded time
   */
  public Lease(byte[] secret, ReceiptBody.Lease terms, Runnable onClose) {
    this(Optional.empty(), secret, terms, onClose);
  }

  private Lease(Optional<String> user, byte[] secret, ReceiptBody.Lease terms, Runnable onClose) {
    this.user = user;
    this.secret = secret;
    this.terms = terms;
    this.onClose = onClose;
  }

  /**
   * A lease of a user and its password.
   *
   * @param secret ASCII, wiped when the lease is over
   * @param terms what receipts say of it
   * @param onClose takes the credential back
   */
  public static Lease of(String user, byte[] secret, ReceiptBody.Lease terms, Runnable onClose) {
    return new Lease(Optional.of(user), secret, terms, onClose);
  }

  /** Whose password it is, if it is one. */
  public Optional<String> user() {
    return user;
  }

  /** The password of {@link #user}. */
  public String password() {
    return secret();
  }

  /** The value of an {@code Authorization} header (RFC 6750). */
  public String bearer() {
    return "Bearer " + secret();
  }

  private String secret() {
    if (!open) {
      throw new IllegalStateException("the lease is over");
    }
    return new String(secret, StandardCharsets.US_ASCII);
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

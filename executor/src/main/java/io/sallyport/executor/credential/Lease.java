package io.sallyport.executor.credential;

import io.sallyport.contract.receipt.Execution;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A credential for one action: usable until it is closed. Owned by the thread of its action.
 *
 * <p>The bytes of the secret are wiped then, and so is each array that brought them here or takes
 * them on. What is a text for a header or a driver ({@link #bearer}, {@link #password}), what an
 * issuer's answer was read from, and the platform's own object of a key cannot be wiped: they are
 * gone when the collector took them.
 */
public final class Lease implements AutoCloseable {
  private final Optional<String> companion;
  private final byte[] secret;
  private final Optional<Execution.Lease> terms;
  private final Runnable onClose;
  private boolean open = true;

  private Lease(
      Optional<String> companion,
      byte[] secret,
      Optional<Execution.Lease> terms,
      Runnable onClose) {
    this.companion = companion;
    this.secret = secret;
    this.terms = terms;
    this.onClose = onClose;
  }

  /**
   * A lease.
   *
   * @param companion what goes with the secret and is none: the user whose password it is, or what
   *     certifies the private key that it is, in one line; empty for a bearer token
   * @param secret ASCII; becomes the lease's own, which wipes it
   * @param terms what receipts say of it
   * @param onClose gives it back to its issuer, within a bounded time
   */
  public static Lease of(
      Optional<String> companion, byte[] secret, Execution.Lease terms, Runnable onClose) {
    return new Lease(companion, secret, Optional.of(terms), onClose);
  }

  /** Nothing, which no receipt names. */
  static Lease none() {
    return new Lease(Optional.empty(), new byte[0], Optional.empty(), () -> {});
  }

  /** The user of the password, or the certificate of the key, if the secret is one. */
  public Optional<String> companion() {
    return companion;
  }

  /** The secret as a password, for a driver that takes nothing but a text. */
  public String password() {
    return secret();
  }

  /** The value of an {@code Authorization} header (RFC 6750). */
  public String bearer() {
    return "Bearer " + secret();
  }

  /** A copy of the secret for whoever hands it on; to be wiped by them. */
  public byte[] material() {
    if (!open) {
      throw new IllegalStateException("the lease is over");
    }
    return secret.clone();
  }

  private String secret() {
    if (!open) {
      throw new IllegalStateException("the lease is over");
    }
    return new String(secret, StandardCharsets.US_ASCII);
  }

  /** What receipts say of it, nothing of the secret; empty where nothing was lent. */
  public Optional<Execution.Lease> terms() {
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

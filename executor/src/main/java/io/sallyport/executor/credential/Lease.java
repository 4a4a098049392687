package io.sallyport.executor.credential;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.receipt.Execution;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A credential for one action: usable until it is closed, then wiped. Owned by the thread of its
 * action.
 */
public final class Lease implements AutoCloseable {
  private final Optional<String> companion;
  private final byte[] secret;
  private final Optional<Execution.Lease> terms;
  private final Runnable onClose;
  private boolean open = true;

  /**
   * A lease of a bearer token.
   *
   * @param secret a bearer token; becomes the lease's own, which wipes it
   * @param terms what receipts say of it
   * @param onClose gives it back to its issuer, within a bounded time
   */
  public Lease(byte[] secret, Execution.Lease terms, Runnable onClose) {
    this(Optional.empty(), secret, Optional.of(terms), onClose);
  }

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
   * A lease of a user and its password.
   *
   * @param secret ASCII, wiped when the lease is over
   * @param terms what receipts say of it
   * @param onClose takes the credential back
   */
  public static Lease of(String user, byte[] secret, Execution.Lease terms, Runnable onClose) {
    return new Lease(Optional.of(user), secret, Optional.of(terms), onClose);
  }

  /**
   * A lease of a private key and what certifies it.
   *
   * @param certificate public, one line
   * @param key ASCII, wiped when the lease is over
   * @param terms what receipts say of it
   * @param onClose gives its place back
   */
  public static Lease ofKey(
      String certificate, byte[] key, Execution.Lease terms, Runnable onClose) {
    return new Lease(Optional.of(certificate), key, Optional.of(terms), onClose);
  }

  /** Nothing, which no receipt names. */
  static Lease none() {
    return new Lease(Optional.empty(), new byte[0], Optional.empty(), () -> {});
  }

  /** Whose password it is, if it is one. */
  public Optional<String> user() {
    return companion;
  }

  /** The password of {@link #user}. */
  public String password() {
    return secret();
  }

  /** What certifies {@link #key}, if it is one. */
  public Optional<String> certificate() {
    return companion;
  }

  /** The private key of {@link #certificate}. */
  public Bytes key() {
    return Bytes.utf8(secret());
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

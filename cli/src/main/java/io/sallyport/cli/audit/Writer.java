package io.sallyport.cli.audit;

import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Who writes receipts, where, and the keys that verify them.
 *
 * @param name {@code validator}, or the cell
 * @param topic the topic that only this writer may write to
 * @param keys the public halves of its receipt keys: the one in use, the next, those before
 */
public record Writer(String name, String topic, List<ReceiptKey> keys) {
  private static final String VALIDATOR = "validator";

  /** Copies the keys. */
  public Writer {
    keys = List.copyOf(keys);
  }

  /** The writer of that name; a cell cannot be called {@code validator}. */
  public static Writer of(Topics topics, String name, List<ReceiptKey> keys) {
    boolean validator = name.equals(VALIDATOR);
    return new Writer(name, validator ? topics.validatorReceipts() : topics.receipts(name), keys);
  }

  /** One with this key, for ever. */
  public static Writer of(Topics topics, String name, Jwk key) {
    return of(topics, name, List.of(new ReceiptKey(key, Instant.MAX)));
  }

  /** Whether it decides; the others perform. */
  public boolean isValidator() {
    return name.equals(VALIDATOR);
  }

  /** Verifies what this writer signed, at whatever time. */
  JwsVerifier verifier() {
    List<PinnedKey> pinned =
        keys.stream().map(key -> PinnedKey.active(key.jwk(), Typ.RECEIPT, Set.of())).toList();
    return new JwsVerifier(pinned, Typ.RECEIPT, name, ReceiptCodec.MAX_SIZE);
  }

  /** Whether the key of that id still signed at {@code time}. */
  boolean signed(String keyId, Instant time) {
    return keys.stream()
        .anyMatch(key -> key.jwk().thumbprint().equals(keyId) && time.isBefore(key.until()));
  }

  /** Whether this writer may say that: who decides does not perform, and the other way round. */
  public boolean maySay(Receipt receipt) {
    boolean own = receipt.issuer().endsWith("/" + name);
    return own
        && switch (receipt.body()) {
          case ReceiptBody.DeliveryEnded body -> isValidator();
          case ReceiptBody.Decision body -> isValidator();
          case ReceiptBody.Referred body -> isValidator();
          case ReceiptBody.Ruled body -> isValidator();
          case ReceiptBody.HoldEnded body -> isValidator();
          case ReceiptBody.Witnessed body -> isValidator();
          case ReceiptBody.Outcome body -> !isValidator();
          case ReceiptBody.Rejection body -> !isValidator();
          case ReceiptBody.Resolved body -> !isValidator();
          case ReceiptBody.ChainOpened body -> true;
          case ReceiptBody.Reload body -> true;
        };
  }
}

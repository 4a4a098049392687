package io.sallyport.cli.audit;

import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import java.util.List;
import java.util.Set;

/**
 * Who writes receipts, where, and the key that verifies them.
 *
 * @param name {@code validator}, or the cell
 * @param topic the topic that only this writer may write to
 * @param key the public half of its receipt key
 */
public record Writer(String name, String topic, Jwk key) {
  private static final String VALIDATOR = "validator";

  /** The writer of that name; a cell cannot be called {@code validator}. */
  public static Writer of(Topics topics, String name, Jwk key) {
    boolean validator = name.equals(VALIDATOR);
    return new Writer(name, validator ? topics.validatorReceipts() : topics.receipts(name), key);
  }

  /** Whether it decides; the others perform. */
  public boolean isValidator() {
    return name.equals(VALIDATOR);
  }

  /** Verifies what this writer signed. */
  public JwsVerifier verifier() {
    PinnedKey pinned = PinnedKey.active(key, Typ.RECEIPT, Set.of());
    return new JwsVerifier(List.of(pinned), Typ.RECEIPT, name, ReceiptCodec.MAX_SIZE);
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
          case ReceiptBody.Outcome body -> !isValidator();
          case ReceiptBody.Rejection body -> !isValidator();
          case ReceiptBody.Resolved body -> !isValidator();
          case ReceiptBody.ChainOpened body -> true;
          case ReceiptBody.Reload body -> true;
        };
  }
}

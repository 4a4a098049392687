package io.sallyport.validator.desk;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.time.Instant;
import java.util.Arrays;

/**
 * An action that counts against a quota.
 *
 * @param window where
 * @param action which
 * @param at since when
 * @param until when it is forgotten
 * @param payer 16 bytes that stand for who signed the delivery
 */
record Charge(Window window, ActionId action, Instant at, Instant until, Bytes payer) {
  static final int PAYER = 16;

  /** Who signed a delivery of a source. */
  static Bytes payer(String source, String principal) {
    byte[] digest = Digest.sha256(Bytes.utf8(source + "\0" + principal).toArray());
    return Bytes.of(Arrays.copyOf(digest, PAYER));
  }
}

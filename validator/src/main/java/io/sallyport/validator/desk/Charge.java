package io.sallyport.validator.desk;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * An action that counts against a quota.
 *
 * @param window where
 * @param action which
 * @param at since when
 * @param until when it is forgotten
 * @param bill whom it is put down to, and by what
 */
record Charge(Window window, ActionId action, Instant at, Instant until, Bill bill) {
  static final int PAYER = 16;

  /**
   * What is put down beside the action.
   *
   * @param payer 16 bytes that stand for who signed the delivery
   * @param cell that performs the action: nobody else gives the charge back
   * @param receipt the id of the desk's receipt: a delivery of long ago may come again, and then is
   *     an action with the same id, counted of its own
   */
  record Bill(Bytes payer, String cell, String receipt) {
    /** Whether an outcome that names {@code decision} is of what was charged here. */
    boolean isOf(Optional<String> decision) {
      return decision.filter(receipt::equals).isPresent();
    }
  }

  /** Who signed a delivery of a source. */
  static Bytes payer(String source, String principal) {
    byte[] digest = Digest.sha256(Bytes.utf8(source + "\0" + principal).toArray());
    return Bytes.of(Arrays.copyOf(digest, PAYER));
  }
}

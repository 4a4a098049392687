package io.sallyport.validator.desk;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * An action that counts against a quota.
 *
 * @param window where
 * @param action which
 * @param at when it was sealed; of what is held, when it may be at the latest
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
   * @param isHeld whether that receipt says {@code HELD}
   */
  record Bill(Bytes payer, String cell, String receipt, boolean isHeld) {
    /** Whether what is told is of what was charged here; the holds speak of what was held. */
    boolean isOf(Inbox.Told told) {
      return cell.equals(told.action().cell())
          && told.decision().filter(receipt::equals).isPresent()
          && (isHeld || !told.isOfHolds());
    }
  }

  /** The same of what persons are asked about: it may be sealed as late as at their deadline. */
  Charge held(Instant deadline) {
    Bill held = new Bill(bill.payer(), bill.cell(), bill.receipt(), true);
    return new Charge(window, action, at, until, held).at(deadline);
  }

  /** The same once an executor has tried it: it was sealed by {@code now}. */
  Charge tried(Instant now) {
    return now.isBefore(at) ? at(now) : this;
  }

  private Charge at(Instant when) {
    return new Charge(window, action, when, when.plus(Duration.between(at, until)), bill);
  }

  /** Who signed a delivery of a source. */
  static Bytes payer(String source, String principal) {
    byte[] digest = Digest.sha256(Bytes.utf8(source + "\0" + principal).toArray());
    return Bytes.of(Arrays.copyOf(digest, PAYER));
  }
}

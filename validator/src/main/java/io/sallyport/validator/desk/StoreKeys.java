package io.sallyport.validator.desk;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.store.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the store {@code desk}: one letter, then what it is ordered by. A window has 48
 * bytes, the id of an action 43 characters; instants are milliseconds in eight bytes, the highest
 * first, so that they sort.
 *
 * <pre>
 *   c name                    the chain's head, and its bundle
 *   g chain                   the number of the gate's last referral
 *   i chain                   the last word of a cell's chain that was witnessed
 *   q window at action        a charge: until when, of whom, and for what
 *   a action window at        the same, by action
 *   e until window at action  the same, by when it is over
 * </pre>
 *
 * <p>Sessions, what waits and senders have keys of their own in it.
 */
final class StoreKeys {
  /** The chain's head. */
  static final Bytes HEAD = Stored.key('c', Stored.text("head"));

  /** The bundle that the chain's last reload named. */
  static final Bytes BUNDLE = Stored.key('c', Stored.text("bundle"));

  /** Charges, by when they are over. */
  static final char ENDS = 'e';

  private static final int TIME = Long.BYTES;
  private static final int WINDOW = DeskKey.SIZE + Window.QUOTA;
  private static final int ACTION = 43;
  private static final String HELD = "held";

  private StoreKeys() {}

  static Bytes heard(String chain) {
    return Stored.key('g', Stored.text(chain));
  }

  static Bytes witnessed(String chain) {
    return Stored.key('i', Stored.text(chain));
  }

  static byte[] value(Word.Last last) {
    return ByteBuffer.allocate(2 * TIME)
        .putLong(last.seq())
        .putLong(last.at().toEpochMilli())
        .array();
  }

  static Word.Last last(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    return new Word.Last(bytes.getLong(), Instant.ofEpochMilli(bytes.getLong()));
  }

  static Bytes charge(Charge charge) {
    return Stored.key(
        'q', bytes(charge.window()), Stored.time(charge.at()), Stored.text(charge.action().text()));
  }

  static Bytes action(Charge charge) {
    return Stored.key(
        'a', Stored.text(charge.action().text()), bytes(charge.window()), Stored.time(charge.at()));
  }

  static Bytes end(Charge charge) {
    return Stored.key(
        ENDS,
        Stored.time(charge.until()),
        bytes(charge.window()),
        Stored.time(charge.at()),
        Stored.text(charge.action().text()));
  }

  /** Before all charges of a window that are later than {@code from}. */
  static Bytes later(Window window, Instant from) {
    return Stored.key('q', bytes(window), Stored.time(from.plusMillis(1)));
  }

  /** Behind all charges of a window. */
  static Bytes last(Window window) {
    return Stored.key('q', bytes(window), Stored.time(Instant.ofEpochMilli(Long.MAX_VALUE)));
  }

  /** Before all charges of an action. */
  static Bytes of(ActionId action) {
    return Stored.key('a', Stored.text(action.text()));
  }

  /** Behind all charges of an action: no window has a first byte above the highest. */
  static Bytes last(ActionId action) {
    byte[] behind = new byte[WINDOW + TIME + 1];
    java.util.Arrays.fill(behind, (byte) 0xff);
    return Stored.key('a', Stored.text(action.text()), behind);
  }

  /** Before all that ends. */
  static Bytes first() {
    return Stored.key(ENDS);
  }

  /** Behind all that is over at {@code now}. */
  static Bytes over(Instant now) {
    return Stored.key(ENDS, Stored.time(now.plusMillis(1)));
  }

  /** Where the charge lies of which {@code key} is one of the other forms. */
  static Bytes charge(Bytes key) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    byte[] window = new byte[WINDOW];
    byte[] at = new byte[TIME];
    byte[] action = new byte[ACTION];
    if (bytes.get() == ENDS) {
      bytes.getLong();
      bytes.get(window).get(at).get(action);
    } else {
      bytes.get(action).get(window).get(at);
    }
    return Stored.key('q', window, at, action);
  }

  /** The charge at {@code key} with {@code value}. */
  static Charge charge(Bytes key, byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    byte[] desk = new byte[DeskKey.SIZE];
    byte[] quota = new byte[Window.QUOTA];
    byte[] action = new byte[ACTION];
    byte[] payer = new byte[Charge.PAYER];
    bytes.get();
    bytes.get(desk).get(quota);
    long at = bytes.getLong();
    bytes.get(action);
    ByteBuffer rest = ByteBuffer.wrap(value);
    long until = rest.getLong();
    rest.get(payer);
    byte[] names = new byte[rest.remaining()];
    rest.get(names);
    String[] parts = new String(names, StandardCharsets.US_ASCII).split(" ", -1);
    return new Charge(
        new Window(
            DeskKey.of(io.sallyport.contract.id.Bytes.of(desk)),
            io.sallyport.contract.id.Bytes.of(quota)),
        new ActionId(new String(action, StandardCharsets.US_ASCII)),
        Instant.ofEpochMilli(at),
        Instant.ofEpochMilli(until),
        new Charge.Bill(
            io.sallyport.contract.id.Bytes.of(payer),
            parts[0],
            parts[1],
            parts.length > 2 && parts[2].equals(HELD)));
  }

  /** What is kept of a charge beside its key. */
  static byte[] value(Charge charge) {
    Charge.Bill bill = charge.bill();
    String held = bill.isHeld() ? " " + HELD : "";
    byte[] names = Stored.text(bill.cell() + " " + bill.receipt() + held);
    return ByteBuffer.allocate(TIME + Charge.PAYER + names.length)
        .putLong(charge.until().toEpochMilli())
        .put(bill.payer().view())
        .put(names)
        .array();
  }

  static long number(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  private static byte[] bytes(Window window) {
    return ByteBuffer.allocate(WINDOW)
        .put(window.key().bytes().view())
        .put(window.quota().view())
        .array();
  }
}

package io.sallyport.validator.defer;

import io.sallyport.validator.store.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of what waits in the store {@code desk}: one letter, then what it is ordered by. A line
 * has 86 characters, a signer 16 bytes; instants are milliseconds in eight bytes, numbers have
 * eight, the highest byte first, so that they sort.
 *
 * <pre>
 *   w line number         what waits there
 *   x until line number   when it is denied, and its payer
 *   y payer line number   whose it is
 * </pre>
 */
final class DeferKeys {
  /** What waits. */
  static final char WAITING = 'w';

  /** The same, by when it is denied. */
  static final char ENDS = 'x';

  private static final char OF_PAYER = 'y';
  private static final int PLACE = Line.SIZE + Long.BYTES;

  private DeferKeys() {}

  static Bytes waiting(Deferred.Place place) {
    return Stored.key(WAITING, place(place));
  }

  static Bytes end(Deferred deferred) {
    return Stored.key(ENDS, Stored.time(deferred.until()), place(deferred.place()));
  }

  static Bytes payer(Deferred deferred) {
    return payer(deferred.payer(), deferred.place());
  }

  static Bytes payer(io.sallyport.contract.id.Bytes payer, Deferred.Place place) {
    return Stored.key(OF_PAYER, payer.toArray(), place(place));
  }

  /** Before all of that line. */
  static Bytes first(Line line) {
    return waiting(new Deferred.Place(line, 0));
  }

  /** Behind all of that line. */
  static Bytes last(Line line) {
    return waiting(new Deferred.Place(line, Long.MAX_VALUE));
  }

  /** Before all of that signer. */
  static Bytes first(io.sallyport.contract.id.Bytes payer) {
    return Stored.key(OF_PAYER, payer.toArray());
  }

  /** Behind all of that signer: no line has a character of this value. */
  static Bytes last(io.sallyport.contract.id.Bytes payer) {
    return Stored.key(OF_PAYER, payer.toArray(), new byte[] {(byte) 0xff});
  }

  /** Before all of that order. */
  static Bytes first(char order) {
    return Stored.key(order);
  }

  /** Behind all of that order. */
  static Bytes last(char order) {
    return Stored.key((char) (order + 1));
  }

  /** Behind all whose time is over at {@code now}. */
  static Bytes over(Instant now) {
    return Stored.key(ENDS, Stored.time(now.plusMillis(1)));
  }

  /** Which place it is about: the end of a key. */
  static Deferred.Place place(Bytes key) {
    byte[] all = key.get();
    ByteBuffer place = ByteBuffer.wrap(all, all.length - PLACE, PLACE);
    byte[] line = new byte[Line.SIZE];
    place.get(line);
    Line of = Line.parse(new String(line, StandardCharsets.US_ASCII));
    return new Deferred.Place(of, place.getLong());
  }

  private static byte[] place(Deferred.Place place) {
    byte[] line = Stored.text(place.line().text());
    return ByteBuffer.allocate(PLACE).put(line).putLong(place.number()).array();
  }
}

package io.sallyport.validator.session;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.contract.id.SessionId;
import io.sallyport.validator.store.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of sessions in the store {@code desk}: one letter, then what it is ordered by. Owners
 * and sessions have 43 characters, the id of an action too; instants are milliseconds in eight
 * bytes, numbers have four, the highest byte first, so that they sort.
 *
 * <pre>
 *   s owner session         how it began
 *   n owner session number  an entry
 *   h owner session         where it stands: how many entries, and the digest of the last
 *   o owner frees session   until when it counts among its principal's
 *   t action owner session  in which sessions an action was decided
 *   u forgotten owner session  when it may be forgotten
 * </pre>
 */
final class SessionKeys {
  private static final int ID = 43;

  private SessionKeys() {}

  /** The owner and the id of a session. */
  record Name(DeskKey owner, SessionId id) {
    private byte[] bytes() {
      return Stored.text(owner.text() + id.text());
    }
  }

  static Bytes opened(Name name) {
    return Stored.key('s', name.bytes());
  }

  static Bytes head(Name name) {
    return Stored.key('h', name.bytes());
  }

  static Bytes entry(Name name, int number) {
    return Stored.key('n', name.bytes(), ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  static Bytes action(ActionId action, Name name) {
    return Stored.key('t', Stored.text(action.text()), name.bytes());
  }

  /** Before all sessions of an action. */
  static Bytes first(ActionId action) {
    return Stored.key('t', Stored.text(action.text()));
  }

  /** Behind all sessions of an action: no id has a character of this value. */
  static Bytes last(ActionId action) {
    return Stored.key('t', Stored.text(action.text()), new byte[] {(byte) 0xff});
  }

  static Bytes taken(Session.Opened opened) {
    return Stored.key(
        'o',
        Stored.text(opened.owner().text()),
        Stored.time(opened.frees()),
        Stored.text(opened.id().text()));
  }

  /** Before all sessions of {@code owner} that count after {@code now}. */
  static Bytes counting(DeskKey owner, Instant now) {
    return Stored.key('o', Stored.text(owner.text()), Stored.time(now.plusMillis(1)));
  }

  /** Behind all sessions of {@code owner}. */
  static Bytes last(DeskKey owner) {
    return Stored.key(
        'o', Stored.text(owner.text()), Stored.time(Instant.ofEpochMilli(Long.MAX_VALUE)));
  }

  static Bytes over(Session.Opened opened) {
    return Stored.key('u', Stored.time(opened.forgotten()), name(opened).bytes());
  }

  /** Before all that is ever forgotten. */
  static Bytes first() {
    return Stored.key('u');
  }

  /** Behind all that is to be forgotten at {@code now}. */
  static Bytes over(Instant now) {
    return Stored.key('u', Stored.time(now.plusMillis(1)));
  }

  static Name name(Session.Opened opened) {
    return new Name(opened.owner(), opened.id());
  }

  /** Which session it is about: the end of a key. */
  static Name name(Bytes key) {
    byte[] all = key.get();
    String names = new String(all, all.length - 2 * ID, 2 * ID, StandardCharsets.US_ASCII);
    return new Name(new DeskKey(names.substring(0, ID)), new SessionId(names.substring(ID)));
  }
}

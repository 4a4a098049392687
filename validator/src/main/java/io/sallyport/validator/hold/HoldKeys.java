package io.sallyport.validator.hold;

import io.sallyport.contract.held.Held;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;
import io.sallyport.validator.store.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the store {@code holds}: one letter, then what it is ordered by. Ids have 43
 * characters; instants are milliseconds in eight bytes, the highest first, so that they sort.
 *
 * <pre>
 *   c name               the chain's head, and its bundle
 *   h id                 a hold: its record
 *   d deadline id        a hold's deadline: the digest of its bundle
 *   s sender / id        a hold, by the 32 bytes that stand for who signed it
 *   v id person          a verdict: its compact form
 *   w person / id        a verdict that waits: until when
 *   p until id person    the same, by time
 * </pre>
 */
final class HoldKeys {
  /** The chain's head. */
  static final Bytes HEAD = text('c', "head");

  /** The bundle that the chain's last reload named. */
  static final Bytes BUNDLE = text('c', "bundle");

  /** Deadlines of holds, in their order. */
  static final char DEADLINES = 'd';

  /** Holds, by who signed them. */
  static final char SENDERS = 's';

  /** Verdicts that wait, by until when. */
  static final char PATIENCE = 'p';

  private static final int ID = 43;
  private static final int LETTER = 1;
  private static final int TIME = LETTER + Long.BYTES;
  private static final int SENDER = LETTER + 32 + 1;

  private HoldKeys() {}

  static Bytes hold(ActionId id) {
    return text('h', id.text());
  }

  static Bytes deadline(Held held) {
    return timed(DEADLINES, held.hold().deadline(), held.id().text());
  }

  /** Whose hold an entry below {@link #SENDERS} is of, as {@link #sender(Held)} has it. */
  static Bytes sender(Bytes entry) {
    return Bytes.wrap(Arrays.copyOf(entry.get(), SENDER));
  }

  /** All holds of who signed that one. */
  static Bytes sender(Held held) {
    return ofSender(held, "");
  }

  static Bytes ofSender(Held held) {
    return ofSender(held, held.id().text());
  }

  private static Bytes ofSender(Held held, String id) {
    DeskKey sender = DeskKey.ofPrincipal(held.draft().evidence().source(), held.principal());
    return Stored.key(SENDERS, sender.bytes().toArray(), Stored.text("/" + id));
  }

  static Bytes verdicts(ActionId id) {
    return text('v', id.text());
  }

  static Bytes verdict(ActionId id, String person) {
    return text('v', id.text() + person);
  }

  static Bytes waiting(String person) {
    return text('w', person + "/");
  }

  static Bytes waiting(String person, ActionId id) {
    return text('w', person + "/" + id.text());
  }

  static Bytes patience(Kept verdict, Instant until) {
    return timed(PATIENCE, until, verdict.id().text() + verdict.person());
  }

  /** Whose verdict. */
  static String person(Bytes verdict) {
    return tail(verdict, LETTER + ID);
  }

  /** Which action's time it is. */
  static ActionId due(Bytes timed) {
    return new ActionId(tail(timed, TIME).substring(0, ID));
  }

  /** Whose verdict has waited. */
  static String impatient(Bytes timed) {
    return tail(timed, TIME + ID);
  }

  /** Which instant a timed key is for. */
  static Instant deadline(Bytes timed) {
    return instant(Arrays.copyOfRange(timed.get(), LETTER, TIME));
  }

  /** Before all of that order. */
  static Bytes first(char order) {
    return text(order, "");
  }

  /** Behind all of that order. */
  static Bytes last(char order) {
    return text((char) (order + 1), "");
  }

  /** Behind all of that order that are not later than {@code now}. */
  static Bytes upTo(char order, Instant now) {
    return timed(order, now.plusMillis(1), "");
  }

  /** Behind all with that prefix, whose last byte is not the highest. */
  static Bytes behind(Bytes prefix) {
    byte[] next = prefix.get().clone();
    next[next.length - 1]++;
    return Bytes.wrap(next);
  }

  static byte[] bytes(Instant instant) {
    return ByteBuffer.allocate(Long.BYTES).putLong(instant.toEpochMilli()).array();
  }

  static Instant instant(byte[] bytes) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong());
  }

  private static String tail(Bytes key, int from) {
    byte[] bytes = key.get();
    return new String(bytes, from, bytes.length - from, StandardCharsets.US_ASCII);
  }

  private static Bytes text(char letter, String text) {
    return Bytes.wrap((letter + text).getBytes(StandardCharsets.US_ASCII));
  }

  private static Bytes timed(char letter, Instant instant, String text) {
    byte[] rest = text.getBytes(StandardCharsets.US_ASCII);
    return Bytes.wrap(
        ByteBuffer.allocate(TIME + rest.length)
            .put((byte) letter)
            .putLong(instant.toEpochMilli())
            .put(rest)
            .array());
  }
}

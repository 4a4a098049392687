package io.sallyport.validator.admit;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is remembered of a delivery that was decided; 32 bytes in the store.
 *
 * @param firstAt when it was decided
 * @param forgetAt until when it is remembered
 * @param digest the first half of its body's SHA-256
 */
public record Seen(Instant firstAt, Instant forgetAt, Bytes digest) {
  private static final int DIGEST_SIZE = 16;
  private static final int SIZE = 2 * Long.BYTES + DIGEST_SIZE;

  /** The memory of a body with {@code digest}. */
  public static Seen of(Instant now, Instant forgetAt, Digest digest) {
    return new Seen(now, forgetAt, half(digest));
  }

  /** Whether it is remembered no longer. */
  public boolean isOver(Instant now) {
    return !now.isBefore(forgetAt);
  }

  /** Whether it is the memory of a body with {@code other} as its digest. */
  public boolean isOf(Digest other) {
    return digest.equals(half(other));
  }

  /** The store's value. */
  public byte[] encode() {
    return ByteBuffer.allocate(SIZE)
        .putLong(firstAt.toEpochMilli())
        .putLong(forgetAt.toEpochMilli())
        .put(digest.view())
        .array();
  }

  /** Reads the store's value; empty when it is not one. */
  public static Optional<Seen> decode(byte[] value) {
    if (value.length != SIZE) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    Instant firstAt = Instant.ofEpochMilli(buffer.getLong());
    Instant forgetAt = Instant.ofEpochMilli(buffer.getLong());
    byte[] digest = new byte[DIGEST_SIZE];
    buffer.get(digest);
    return Optional.of(new Seen(firstAt, forgetAt, Bytes.of(digest)));
  }

  private static Bytes half(Digest digest) {
    String hex = digest.text().substring(digest.text().indexOf(':') + 1);
    return Bytes.of(HexFormat.of().parseHex(hex, 0, 2 * DIGEST_SIZE));
  }
}

package io.sallyport.validator.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** Bytes in a store: keys are one letter, then parts that sort as what they stand for. */
public final class Stored {
  private Stored() {}

  /** A key. */
  public static Bytes key(char letter, byte[]... parts) {
    int size = 1 + Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer key = ByteBuffer.allocate(size).put((byte) letter);
    for (byte[] part : parts) {
      key.put(part);
    }
    return Bytes.wrap(key.array());
  }

  /** Milliseconds in eight bytes, the highest first. */
  public static byte[] time(Instant instant) {
    return number(instant.toEpochMilli());
  }

  /** Eight bytes, the highest first. */
  public static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** Plain ASCII. */
  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What only this process has written, so that nothing but damage takes it away. */
  public static <T> T required(String store, Optional<T> read) {
    return read.orElseThrow(() -> new IllegalStateException("the store " + store + " is damaged"));
  }
}

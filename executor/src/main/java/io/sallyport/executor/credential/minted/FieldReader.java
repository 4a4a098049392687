package io.sallyport.executor.credential.minted;

import io.sallyport.contract.id.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the fields of one frame, each within its bounds. What is out of bounds makes the whole
 * frame unreadable; nothing is thrown and nothing larger than the frame is allocated. Used once.
 */
final class FieldReader {
  private final ByteBuffer frame;
  private boolean broken;

  FieldReader(byte[] frame) {
    this.frame = ByteBuffer.wrap(frame);
  }

  /** Whether every field was within its bounds, and nothing is behind the last one. */
  boolean isWhole() {
    return !broken && !frame.hasRemaining();
  }

  int octet() {
    return has(Byte.BYTES) ? Byte.toUnsignedInt(frame.get()) : 0;
  }

  int number(int min, int max) {
    int number = has(Integer.BYTES) ? frame.getInt() : 0;
    broken |= number < min || number > max;
    return number;
  }

  long moment() {
    return has(Long.BYTES) ? frame.getLong() : 0;
  }

  byte[] bytes(int max) {
    int length = number(0, max);
    if (!has(length)) {
      return new byte[0];
    }
    byte[] bytes = new byte[length];
    frame.get(bytes);
    return bytes;
  }

  Bytes content(int max) {
    return Bytes.of(bytes(max));
  }

  /** Printable ASCII without spaces around it being of any meaning. */
  String text(int max) {
    byte[] bytes = bytes(max);
    for (byte each : bytes) {
      broken |= each < ' ' || each > '~';
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  Optional<String> maybe(int max) {
    int there = octet();
    broken |= there > 1;
    return there == 1 ? Optional.of(text(max)) : Optional.empty();
  }

  private boolean has(int length) {
    broken |= length < 0 || length > frame.remaining();
    return !broken;
  }
}

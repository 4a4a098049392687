package io.sallyport.executor.credential.minted;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Writes the fields of one frame, as {@link FieldReader} reads them. Used once. */
final class FieldWriter {
  private final Wiped frame = new Wiped();

  /** Its buffer holds a secret, and is wiped when the frame is taken out. */
  private static final class Wiped extends ByteArrayOutputStream {
    private static final int LARGEST_ANSWER = 16 << 10;

    Wiped() {
      super(LARGEST_ANSWER);
    }

    byte[] take() {
      byte[] content = toByteArray();
      Arrays.fill(buf, (byte) 0);
      return content;
    }
  }

  FieldWriter octet(int octet) {
    frame.write(octet);
    return this;
  }

  FieldWriter number(int number) {
    frame.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    return this;
  }

  FieldWriter moment(long millis) {
    frame.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
    return this;
  }

  FieldWriter bytes(byte[] bytes) {
    number(bytes.length);
    frame.writeBytes(bytes);
    return this;
  }

  FieldWriter text(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  FieldWriter maybe(Optional<String> text) {
    octet(text.isPresent() ? 1 : 0);
    text.ifPresent(this::text);
    return this;
  }

  byte[] take() {
    return frame.take();
  }
}

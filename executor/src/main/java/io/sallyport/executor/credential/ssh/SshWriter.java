package io.sallyport.executor.credential.ssh;

import io.sallyport.contract.id.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes the data types of SSH (RFC 4251, section 5). Used by one thread. */
final class SshWriter {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  /** What {@code parts} writes. */
  static Bytes of(Consumer<SshWriter> parts) {
    SshWriter writer = new SshWriter();
    parts.accept(writer);
    return Bytes.of(writer.written.toByteArray());
  }

  /** Bytes as they are, without a length. */
  SshWriter raw(byte[] bytes) {
    written.writeBytes(bytes);
    return this;
  }

  SshWriter uint32(int value) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  /** All 64 bits, without a sign. */
  SshWriter uint64(long value) {
    return raw(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  SshWriter string(Bytes bytes) {
    return uint32(bytes.size()).raw(bytes.toArray());
  }

  /** ASCII. */
  SshWriter string(String text) {
    return string(Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** A string that holds what {@code parts} writes. */
  SshWriter nested(Consumer<SshWriter> parts) {
    return string(of(parts));
  }
}

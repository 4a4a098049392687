package io.sallyport.validator.defer;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.ReceiptId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The form in bytes of what waits; where it waits is its key. Until when, a byte, then four parts,
 * each after its length in four bytes: signer, deferral, receipt, referral.
 */
final class DeferredCodec {
  private static final int PARTS = 4;

  private DeferredCodec() {}

  static byte[] write(Deferred deferred) {
    byte[][] parts = {
      deferred.payer().toArray(),
      deferred.deferral().getBytes(StandardCharsets.US_ASCII),
      deferred.vouching().getBytes(StandardCharsets.ISO_8859_1),
      deferred.referral().toArray()
    };
    int size = Long.BYTES + 1;
    for (byte[] part : parts) {
      size += Integer.BYTES + part.length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.putLong(deferred.until().toEpochMilli()).put((byte) (deferred.isAsked() ? 1 : 0));
    for (byte[] part : parts) {
      bytes.putInt(part.length).put(part);
    }
    return bytes.array();
  }

  /** Reads what waits at {@code place}; empty when the bytes are nothing of this form. */
  static Optional<Deferred> parse(Deferred.Place place, byte[] value) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(value);
      Instant until = Instant.ofEpochMilli(bytes.getLong());
      boolean isAsked = bytes.get() == 1;
      byte[][] parts = new byte[PARTS][];
      for (int i = 0; i < PARTS; i++) {
        parts[i] = new byte[Math.min(bytes.getInt(), bytes.remaining())];
        bytes.get(parts[i]);
      }
      String deferral = new String(parts[1], StandardCharsets.US_ASCII);
      ReceiptId.check(deferral);
      String vouching = new String(parts[2], StandardCharsets.ISO_8859_1);
      return Optional.of(
          new Deferred(
              place, Bytes.of(parts[0]), until, isAsked, deferral, vouching, Bytes.of(parts[3])));
    } catch (BufferUnderflowException | NegativeArraySizeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

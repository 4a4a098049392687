package io.sallyport.validator.defer;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.validator.decide.ReferralCodec;
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
      ReceiptCodec.write(deferred.vouching()),
      ReferralCodec.write(deferred.referral())
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
      return ReceiptCodec.parse(Bytes.of(parts[2]))
          .flatMap(receipt ->
              ReferralCodec.parse(Bytes.of(parts[3]))
                  .map(referral ->
                      new Deferred(
                          place, Bytes.of(parts[0]), until, isAsked, deferral, receipt, referral)));
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      return Optional.empty();
    }
  }
}

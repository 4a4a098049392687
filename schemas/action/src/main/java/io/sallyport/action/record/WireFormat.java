package io.sallyport.action.record;

import io.sallyport.contract.id.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Confluent's wire format: a zero byte, the schema's id in the registry, Avro's binary form. */
public final class WireFormat {
  /** How many bytes the frame adds. */
  public static final int OVERHEAD = 1 + Integer.BYTES;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /**
   * A record without its frame.
   *
   * @param schemaId as written; not authenticated, so never look a schema up by it
   */
  public record Framed(int schemaId, Bytes avro) {}

  /** Puts the frame around {@code avro}. */
  public static byte[] frame(int schemaId, byte[] avro) {
    if (schemaId < 0) {
      throw new IllegalArgumentException("a schema id is not negative");
    }
    return ByteBuffer.allocate(OVERHEAD + avro.length)
        .put(MAGIC)
        .putInt(schemaId)
        .put(avro)
        .array();
  }

  /** Takes the frame off; empty when there is none. */
  public static Optional<Framed> unframe(byte[] framed) {
    ByteBuffer buffer = ByteBuffer.wrap(framed);
    if (framed.length < OVERHEAD || buffer.get() != MAGIC) {
      return Optional.empty();
    }
    int schemaId = buffer.getInt();
    byte[] avro = new byte[buffer.remaining()];
    buffer.get(avro);
    return schemaId < 0 ? Optional.empty() : Optional.of(new Framed(schemaId, Bytes.of(avro)));
  }
}

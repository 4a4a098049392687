package io.sallyport.action.record;

import io.sallyport.action.ActionType;
import io.sallyport.action.source.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Records to bytes and back, so that equal records have equal bytes: one block for each array and
 * map, map entries in the order of their keys, shortest numbers, strict UTF-8. Always reads with
 * our own schema, and never more bytes than the type can fill: Avro checks every length against the
 * bytes that are left, so memory is bounded by that alone. Its own limits, which are the whole
 * process's and are read when it decodes for the first time, are set to the language's as well.
 */
public final class ActionCodec {
  static {
    limit(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, Limits.RECORD_BYTES);
    limit(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, Limits.RECORD_BYTES);
    limit(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, Limits.ITEMS);
  }

  private ActionCodec() {}

  private static void limit(String property, long most) {
    System.setProperty(property, Long.toString(most));
  }

  /**
   * Avro's binary form of a record whose constraints were checked. Throws {@link
   * IllegalStateException} when the record is not of the type.
   */
  public static byte[] encode(ActionType type, GenericRecord record) {
    return encode(type, type.schema(), record);
  }

  private static byte[] encode(ActionType type, Schema schema, @Nullable Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      new CanonicalWriter(schema).write(value, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new IllegalStateException("the record is not a " + type.name(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  /** The canonical form of the value of one field, whose constraints were checked. */
  public static byte[] encodeField(ActionType type, GenericRecord record, String field) {
    return encode(type, type.schema().getField(field).schema(), record.get(field));
  }

  /** Reads bytes that must be the canonical form of one record; never throws. */
  public static Decoding decodeCanonical(ActionType type, byte[] bytes) {
    if (bytes.length > type.maxBytes()) {
      return new Decoding.Refused(Decoding.Reason.TOO_LARGE);
    }
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    try {
      GenericRecord record = new StrictReader(type.schema()).read(null, decoder);
      if (!decoder.isEnd()) {
        return new Decoding.Refused(Decoding.Reason.TRAILING_BYTES);
      }
      return Arrays.equals(encode(type, record), bytes)
          ? new Decoding.Decoded(record)
          : new Decoding.Refused(Decoding.Reason.NOT_CANONICAL);
    } catch (AvroRuntimeException | IOException | UnsupportedOperationException e) {
      return new Decoding.Refused(Decoding.Reason.MALFORMED);
    }
  }
}

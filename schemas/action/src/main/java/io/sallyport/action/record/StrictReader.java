package io.sallyport.action.record;

import io.sallyport.action.shape.DecimalForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads generic values only, text as {@link String}; text that is not UTF-8 is an error, where Avro
 * would put U+FFFD. Used by one thread, once.
 */
final class StrictReader extends GenericDatumReader<GenericRecord> {
  /** The fast reader would go past the methods below; never changed, so any thread may read. */
  private static final GenericData SLOW = new GenericData().setFastReaderEnabled(false);

  StrictReader(Schema schema) {
    super(schema, schema, SLOW);
  }

  @Override
  protected Object readString(@Nullable Object old, Schema expected, Decoder in)
      throws IOException {
    Utf8 text = in.readString(null);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(), 0, text.getByteLength());
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }

  /** Bytes are decimals, which have one form. */
  @Override
  protected Object readBytes(@Nullable Object old, Schema expected, Decoder in) throws IOException {
    ByteBuffer bytes = in.readBytes(null);
    if (!DecimalForm.isShortest(bytes)) {
      throw new AvroRuntimeException("a decimal is not in its shortest form");
    }
    return bytes.asReadOnlyBuffer();
  }

  @Override
  protected Object newMap(@Nullable Object old, int size) {
    return new TreeMap<String, Object>();
  }
}

package io.sallyport.action.record;

import io.sallyport.action.shape.DecimalForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes decimals in their one form and the entries of maps in the order of their keys. Used by one
 * thread, once.
 */
final class CanonicalWriter extends GenericDatumWriter<@Nullable Object> {
  /** Never changed, so any thread may write with it; to make one looks through the class path. */
  private static final GenericData PLAIN = new GenericData();

  CanonicalWriter(Schema schema) {
    super(schema, PLAIN);
  }

  /** Bytes are decimals, which have one form. */
  @Override
  protected void writeBytes(Object value, Encoder out) throws IOException {
    if (!(value instanceof ByteBuffer bytes) || !DecimalForm.isShortest(bytes)) {
      throw new AvroRuntimeException("a decimal is not in its shortest form");
    }
    out.writeBytes(bytes);
  }

  @Override
  protected Iterable<Map.Entry<Object, Object>> getMapEntries(Object map) {
    Map<Object, Object> sorted = new TreeMap<>();
    sorted.putAll((Map<?, ?>) map);
    return sorted.entrySet();
  }
}

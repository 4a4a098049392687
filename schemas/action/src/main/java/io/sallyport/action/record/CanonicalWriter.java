package io.sallyport.action.record;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.jspecify.annotations.Nullable;

/** Writes the entries of maps in the order of their keys. Used by one thread, once. */
final class CanonicalWriter extends GenericDatumWriter<@Nullable Object> {
  /** Never changed, so any thread may write with it; to make one looks through the class path. */
  private static final GenericData PLAIN = new GenericData();

  CanonicalWriter(Schema schema) {
    super(schema, PLAIN);
  }

  @Override
  protected Iterable<Map.Entry<Object, Object>> getMapEntries(Object map) {
    Map<Object, Object> sorted = new TreeMap<>();
    sorted.putAll((Map<?, ?>) map);
    return sorted.entrySet();
  }
}

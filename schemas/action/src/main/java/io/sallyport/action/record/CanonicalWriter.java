package io.sallyport.action.record;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes the entries of maps in the order of their keys. Used by one thread, once. */
final class CanonicalWriter extends GenericDatumWriter<GenericRecord> {
  CanonicalWriter(Schema schema) {
    super(schema, new GenericData());
  }

  @Override
  protected Iterable<Map.Entry<Object, Object>> getMapEntries(Object map) {
    Map<Object, Object> sorted = new TreeMap<>();
    sorted.putAll((Map<?, ?>) map);
    return sorted.entrySet();
  }
}

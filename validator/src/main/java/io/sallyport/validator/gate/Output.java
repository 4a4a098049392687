package io.sallyport.validator.gate;

import io.sallyport.contract.id.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record to be written.
 *
 * @param sink the name of the topology's sink, see {@link Sinks}
 * @param key the record's key
 * @param value the record's value
 * @param headers ASCII texts by name, in their order
 */
public record Output(String sink, Bytes key, Bytes value, Map<String, String> headers) {
  /** Copies the headers. */
  public Output {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}

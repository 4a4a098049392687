package io.sallyport.validator.admit;

import io.sallyport.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;

/** Reads the headers that a sender's HTTP request, or its record, had. */
public final class Carried {
  private Carried() {}

  /**
   * All values under the name, the media type's under its own; one that is not ASCII stays so, and
   * no scheme takes it.
   */
  public static List<String> values(org.apache.kafka.common.header.Headers headers, String name) {
    return sent(headers, name.equals(Headers.CONTENT_TYPE) ? name : Headers.HTTP + name);
  }

  /** The same of a direct producer's own record, which has them under their names. */
  public static List<String> sent(org.apache.kafka.common.header.Headers headers, String name) {
    List<String> values = new ArrayList<>();
    for (Header header : headers.headers(name)) {
      byte[] value = header.value();
      values.add(value == null ? "" : new String(value, StandardCharsets.ISO_8859_1));
    }
    return values;
  }
}

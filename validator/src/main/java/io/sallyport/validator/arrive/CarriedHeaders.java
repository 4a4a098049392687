package io.sallyport.validator.arrive;

import io.sallyport.contract.Headers;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.admit.BinaryMode;
import io.sallyport.validator.admit.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Which headers a direct producer's record has on arrived; all others end here. */
final class CarriedHeaders {
  /** As many of a name as show that there is more than one, which the gate refuses. */
  private static final int MOST = 2;

  private CarriedHeaders() {}

  /** What the validator itself says of the record. */
  static RecordHeaders of(Delivery record, String source) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, Headers.CE_SPECVERSION, "1.0");
    add(headers, Headers.CE_TYPE, Headers.DELIVERY_TYPE);
    add(headers, Headers.CE_SOURCE, Headers.SOURCES + source);
    add(headers, Headers.CE_ID, record.origin().text());
    add(headers, Headers.CE_TIME, record.appendedAt().toString());
    add(headers, Headers.ARRIVED_FROM, record.origin().text());
    add(headers, Headers.ARRIVED_AT, Long.toString(record.appendedAt().toEpochMilli()));
    return headers;
  }

  /** Adds the sender's media type, and what its source lets travel. */
  static void copy(
      org.apache.kafka.common.header.Headers sent,
      Optional<SourceSpec> source,
      RecordHeaders headers) {
    copy(sent, Headers.CONTENT_TYPE, Headers.CONTENT_TYPE, headers);
    source.ifPresent(spec ->
        spec.carriedHeaders().forEach(name -> copy(sent, name, Headers.HTTP + name, headers)));
    if (source.map(SourceSpec::hasAttributesInHeaders).orElse(false)) {
      attributes(sent, headers);
    }
  }

  /**
   * One more than there may be shows the gate that there are too many; what is none has no name.
   */
  private static void attributes(
      org.apache.kafka.common.header.Headers sent, RecordHeaders headers) {
    int left = BinaryMode.MAX_ATTRIBUTES + 1;
    for (Header header : sent) {
      if (left > 0 && header.key().startsWith(BinaryMode.PREFIX)) {
        String name = header.key().substring(BinaryMode.PREFIX.length());
        headers.add(BinaryMode.CARRIED + (BinaryMode.isName(name) ? name : ""), header.value());
        left--;
      }
    }
  }

  private static void copy(
      org.apache.kafka.common.header.Headers sent,
      String name,
      String carried,
      RecordHeaders headers) {
    Iterator<Header> found = sent.headers(name).iterator();
    for (int count = 0; count < MOST && found.hasNext(); count++) {
      headers.add(carried, found.next().value());
    }
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
  }
}

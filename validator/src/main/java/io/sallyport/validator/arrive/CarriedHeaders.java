package io.sallyport.validator.arrive;

import io.sallyport.contract.Headers;
import io.sallyport.evidence.source.SourceSpec;
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

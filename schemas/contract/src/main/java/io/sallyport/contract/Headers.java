package io.sallyport.contract;

import io.sallyport.contract.id.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** The names of record headers, and the one way to read them: once, or not at all. */
public final class Headers {
  /** On a trusted record: the compact JWS. */
  public static final String MANDATE = "mandate";

  /** On a released record: the operator's command, a compact JWS. */
  public static final String COMMAND = "command";

  /** On a released record: the validator's receipt that is released, a compact JWS. */
  public static final String RECEIPT = "receipt";

  /** On a command that confirms another one: that one, a compact JWS. */
  public static final String CONFIRMED = "confirmed";

  /** W3C Trace Context. */
  public static final String TRACEPARENT = "traceparent";

  /** The sender's own trace context, as it claimed it over HTTP. */
  public static final String CALLER = "http-traceparent";

  /** CloudEvents 1.0, binary mode: always {@code 1.0}. */
  public static final String CE_SPECVERSION = "ce_specversion";

  /** CloudEvents 1.0, binary mode: always {@link #DELIVERY_TYPE}. */
  public static final String CE_TYPE = "ce_type";

  /** CloudEvents 1.0, binary mode: {@code /sources/} and the source's name. */
  public static final String CE_SOURCE = "ce_source";

  /** CloudEvents 1.0, binary mode: ingest's UUIDv7, or where a direct producer's record lies. */
  public static final String CE_ID = "ce_id";

  /** CloudEvents 1.0, binary mode: when ingest received it, RFC 3339. */
  public static final String CE_TIME = "ce_time";

  /** On an arrived record: topic, partition and offset of the direct producer's record. */
  public static final String ARRIVED_FROM = "arrived-from";

  /** On an arrived record: when the broker appended the direct producer's, in milliseconds. */
  public static final String ARRIVED_AT = "arrived-at";

  /** The sender's media type. */
  public static final String CONTENT_TYPE = "content-type";

  /** The value of {@link #CE_TYPE}. */
  public static final String DELIVERY_TYPE = "sallyport.delivery.v1";

  /** What {@link #CE_SOURCE} begins with. */
  public static final String SOURCES = "/sources/";

  /** Before the lower-case name of a forwarded HTTP header. */
  public static final String HTTP = "http-";

  /** On a quarantine record: why, as a stable code. */
  public static final String CODE = "sallyport-code";

  /** On a quarantine record: where, as an RFC 6901 JSON pointer. */
  public static final String POINTER = "sallyport-pointer";

  /** On a quarantine record: the rule that did not bind, if one matched. */
  public static final String RULE = "sallyport-rule";

  /** On a quarantine record: the bundle's digest. */
  public static final String BUNDLE = "sallyport-bundle";

  /** On a quarantine record: the source's name, if it is known. */
  public static final String SOURCE = "sallyport-source";

  /** On a quarantine record: topic, partition and offset of the delivery. */
  public static final String ORIGIN = "sallyport-origin";

  private Headers() {}

  /** What was found under a name. */
  public sealed interface Found {
    /** There is no such header. */
    record Absent() implements Found {}

    /** The header's value. */
    record Once(Bytes value) implements Found {
      /** The value as strict ASCII without control characters; empty when it is not. */
      public Optional<String> ascii() {
        String text = new String(value.toArray(), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < text.length(); i++) {
          if (text.charAt(i) < 0x20 || text.charAt(i) >= 0x7f) {
            return Optional.empty();
          }
        }
        return Optional.of(text);
      }
    }

    /** There are several, or one without a value: whoever reads it must refuse. */
    record Unclear() implements Found {}
  }

  /** The header {@code name} as strict ASCII, if it stands there exactly once and is that. */
  public static Optional<String> ascii(
      org.apache.kafka.common.header.Headers headers, String name) {
    return find(headers, name) instanceof Found.Once once ? once.ascii() : Optional.empty();
  }

  /** Reads the header {@code name}, which must stand there at most once. */
  public static Found find(org.apache.kafka.common.header.Headers headers, String name) {
    Iterator<Header> found = headers.headers(name).iterator();
    if (!found.hasNext()) {
      return new Found.Absent();
    }
    byte[] value = found.next().value();
    return value == null || found.hasNext() ? new Found.Unclear() : new Found.Once(Bytes.of(value));
  }
}

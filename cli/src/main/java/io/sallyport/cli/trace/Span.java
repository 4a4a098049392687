package io.sallyport.cli.trace;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.TraceParent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A span as OpenTelemetry has it. All that is in it is an id, a time, a code, or a name of the
 * installation; but the link, which a sender claims.
 *
 * @param issuer who says so: {@code <environment>/validator} or {@code <environment>/<cell>}
 * @param place where it stands
 * @param name which step
 * @param kind as OTLP numbers it
 * @param time when
 * @param attributes what else is said
 * @param failure why it failed, if it did
 * @param link where the sender claims to have called from
 */
record Span(
    String issuer,
    Place place,
    String name,
    Kind kind,
    Time time,
    Map<String, String> attributes,
    Optional<Code> failure,
    Optional<TraceParent> link) {
  private static final int MAX_TEXT = 256;

  /** Copies the attributes, each cut off at 256 characters. */
  Span {
    Map<String, String> cut = new TreeMap<>();
    attributes.forEach(
        (key, text) -> cut.put(key, text.substring(0, Math.min(text.length(), MAX_TEXT))));
    attributes = Map.copyOf(cut);
  }

  /** Where a span stands: its trace, its own id, and the span that led to it. */
  record Place(String trace, String id, Optional<String> parent) {}

  /** From when to when; one that ends before it begins is a moment. */
  record Time(Instant start, Instant end) {
    Time {
      start = start.isAfter(end) ? end : start;
    }
  }

  /** {@code SpanKind} of OTLP. */
  enum Kind {
    INTERNAL(1),
    SERVER(2),
    CLIENT(3);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}

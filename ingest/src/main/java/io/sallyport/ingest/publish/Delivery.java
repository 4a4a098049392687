package io.sallyport.ingest.publish;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One arrival: CloudEvents 1.0 in Kafka's binary mode, the raw body as the value.
 *
 * @param source where it belongs
 * @param claims what was signed beside the body, or is said to be
 * @param id a UUIDv7
 * @param time when ingest received it
 * @param contentType the sender's, one that the source accepts
 * @param trace a trace that begins here, and where the sender says it was in its own
 * @param forwarded HTTP headers by their lower-case names, those that the source lists
 */
public record Delivery(
    SourceSpec source,
    Claims claims,
    UUID id,
    Instant time,
    String contentType,
    Trace trace,
    Map<String, String> forwarded) {

  /**
   * Traces (W3C Trace Context). The sender's is a claim: it is handed on beside ours, and nothing
   * of ours becomes a part of it.
   *
   * @param own the {@code traceparent} of one that begins here
   * @param caller what the sender's request says
   */
  public record Trace(String own, Optional<TraceParent> caller) {
    /** Where the request says so once, in the form of version 00. */
    public static Trace beginning(String own, List<String> callers) {
      return new Trace(
          own, callers.size() == 1 ? TraceParent.parse(callers.getFirst()) : Optional.empty());
    }
  }

  /** Copies the headers. */
  public Delivery {
    forwarded = Map.copyOf(forwarded);
  }

  /** The record, whose key the gate computes again from what was signed. */
  ProducerRecord<byte[], byte[]> onto(String topic, byte[] body) {
    byte[] key = DedupeIdentity.key(source, claims, Digest.of(body)).key();
    ProducerRecord<byte[], byte[]> entry = new ProducerRecord<>(topic, key, body);
    add(entry, Headers.CE_SPECVERSION, "1.0");
    add(entry, Headers.CE_TYPE, Headers.DELIVERY_TYPE);
    add(entry, Headers.CE_SOURCE, Headers.SOURCES + source.name());
    add(entry, Headers.CE_ID, id.toString());
    add(entry, Headers.CE_TIME, time.truncatedTo(ChronoUnit.MILLIS).toString());
    add(entry, Headers.CONTENT_TYPE, contentType);
    add(entry, Headers.TRACEPARENT, trace.own());
    trace.caller().ifPresent(caller -> add(entry, Headers.CALLER, caller.text()));
    forwarded.forEach((name, value) -> add(entry, Headers.HTTP + name, value));
    return entry;
  }

  private static void add(ProducerRecord<byte[], byte[]> entry, String name, String value) {
    entry.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}

package io.sallyport.ingest.publish;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Digest;
import io.sallyport.evidence.source.Claims;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
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
 * @param traceparent a trace that begins here
 * @param forwarded HTTP headers by their lower-case names, those that the source lists
 */
public record Delivery(
    SourceSpec source,
    Claims claims,
    UUID id,
    Instant time,
    String contentType,
    String traceparent,
    Map<String, String> forwarded) {

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
    add(entry, Headers.TRACEPARENT, traceparent);
    forwarded.forEach((name, value) -> add(entry, Headers.HTTP + name, value));
    return entry;
  }

  private static void add(ProducerRecord<byte[], byte[]> entry, String name, String value) {
    entry.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}

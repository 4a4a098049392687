package io.sallyport.bench.site;

import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Partitions;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.validator.bundle.Bundle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Deliveries of the source {@code github} as ingest writes them, once it has verified them. */
public final class Deliveries {
  private final SourceSpec github;
  private final String topic;
  private final int partitions;

  /** For {@code topic} with {@code partitions}, from a source of {@code bundle}. */
  public Deliveries(Bundle bundle, String topic, int partitions) {
    this.github = Optional.ofNullable(bundle.sources().get("github")).orElseThrow();
    this.topic = topic;
    this.partitions = partitions;
  }

  /** The record of a body. */
  public ProducerRecord<byte[], byte[]> of(byte[] body) {
    return keyed(key(body), body);
  }

  /** The record of a body under any key, on the partition of that key. */
  public ProducerRecord<byte[], byte[]> keyed(byte[] key, byte[] body) {
    return new ProducerRecord<>(topic, Partitions.of(key, partitions), key, body, headers());
  }

  /** The key that the gate expects of a body. */
  public byte[] key(byte[] body) {
    return DedupeIdentity.of(github, body).key();
  }

  /** The headers that ingest writes for a push, with an id of their own. */
  public static RecordHeaders headers() {
    UUID id = UUID.randomUUID();
    RecordHeaders headers = new RecordHeaders();
    add(headers, Headers.CE_SPECVERSION, "1.0");
    add(headers, Headers.CE_TYPE, Headers.DELIVERY_TYPE);
    add(headers, Headers.CE_SOURCE, Headers.SOURCES + "github");
    add(headers, Headers.CE_ID, id.toString());
    add(headers, Headers.CE_TIME, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    add(headers, Headers.CONTENT_TYPE, "application/json");
    String trace = id.toString().replace("-", "");
    add(headers, Headers.TRACEPARENT, "00-" + trace + "-" + trace.substring(16) + "-01");
    add(headers, Headers.HTTP + "x-github-event", "push");
    add(headers, Headers.HTTP + "x-github-delivery", id.toString());
    return headers;
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}

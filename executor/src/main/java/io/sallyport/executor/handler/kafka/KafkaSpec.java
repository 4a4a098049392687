package io.sallyport.executor.handler.kafka;

import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.service.config.ByteCount;
import java.util.Map;
import java.util.Optional;

/**
 * What a Handler document says about its record.
 *
 * @param topic the exact topic, never from a record
 * @param partition a fixed one, if it has to be
 * @param key its template, if it has a key
 * @param value the fields that travel
 * @param headers templates by name
 * @param maxRecord the most bytes of key, value and headers together
 */
public record KafkaSpec(
    String topic,
    Optional<Integer> partition,
    Optional<RecordTemplate> key,
    JsonBody value,
    Map<String, RecordTemplate> headers,
    ByteCount maxRecord) {
  /** The header that names the action: the same for every attempt and copy. */
  public static final String IDEMPOTENCY_KEY = "idempotency-key";

  /** The most headers of a document. */
  public static final int MAX_HEADERS = 32;

  /** What Kafka adds to a record that travels alone, and its headers' lengths: an upper bound. */
  public static final int OVERHEAD = 1024;

  /** Copies the headers. */
  public KafkaSpec {
    headers = Map.copyOf(headers);
  }
}

package io.sallyport.ingest.publish;

import io.sallyport.service.config.ByteCount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How ingest produces: durable, in order, uncompressed, bounded in memory and time. What comes
 * within two milliseconds shares a request, for each of which ingest and broker pay more than for a
 * delivery. An operator's connection settings are taken, these cannot be overridden.
 *
 * @param connection the {@code kafka} section
 * @param maxBody the largest body of any source
 * @param buffer memory for records on their way
 * @param patience until a delivery counts as failed
 */
public record ProducerSettings(
    Map<String, Object> connection, ByteCount maxBody, ByteCount buffer, Duration patience) {
  private static final ByteCount ENVELOPE = ByteCount.ofKib(64);

  /** So many batches of one record fit into the buffer at least, or a send would wait for one. */
  private static final int MIN_BATCHES = 64;

  private static final Duration LINGER = Duration.ofMillis(2);

  /** Well within half of the least patience: who waits when a broker comes back is served. */
  private static final Duration BACKOFF = Duration.ofMillis(250);

  /** Copies the connection's properties. */
  public ProducerSettings {
    connection = Map.copyOf(connection);
  }

  /** A producer with these settings. */
  public Producer<byte[], byte[]> open() {
    return new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>(connection);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "ingest");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER.toMillis());
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, batch());
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, buffer.bytes());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis() / 2);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis() / 2);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, BACKOFF.toMillis());
    properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, BACKOFF.toMillis());
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) (maxBody.bytes() + ENVELOPE.bytes()));
    return properties;
  }

  /** The topic holds a batch to what it holds a record to: the largest body and the envelope. */
  private int batch() {
    return (int) Math.min(ENVELOPE.bytes(), buffer.bytes() / MIN_BATCHES);
  }
}

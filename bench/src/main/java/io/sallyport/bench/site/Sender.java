package io.sallyport.bench.site;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that knows what it has brought to the broker, and where it ends. */
public final class Sender implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /** With {@code client}'s properties and {@code more}. */
  public Sender(Map<String, Object> client, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
    properties.putAll(more);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** As fast as the broker takes them. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (place, error) -> {
          if (error == null) {
            acknowledged.incrementAndGet();
            TopicPartition partition = new TopicPartition(place.topic(), place.partition());
            ends.merge(partition, place.offset() + 1, Math::max);
          }
        });
  }

  /** Waits until all that was sent is acknowledged. */
  public void flush() {
    producer.flush();
  }

  /** To be called once by who gave it a transactional id. */
  public void prepare() {
    producer.initTransactions();
  }

  /** Everything sent until {@link #commit} is to become visible at once. */
  public void begin() {
    producer.beginTransaction();
  }

  /** Ends what {@link #begin} began. */
  public void commit() {
    producer.commitTransaction();
  }

  /** How many the broker has taken. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /** The offset after the last acknowledged record of each partition. */
  public Map<TopicPartition, Long> ends() {
    return Map.copyOf(ends);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}

package io.sallyport.cli.prove;

import io.sallyport.cli.prove.Answer.Allowed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Attempts to read and write records of topics that are there: a producer cannot keep a broker from
 * creating one that is not. Used by one thread.
 */
final class Records implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int LARGEST = 64 << 20;

  private final Map<String, Object> client;
  private final Map<String, Integer> tooLarge;
  private final Duration timeout;
  private final KafkaProducer<byte[], byte[]> producer;

  Records(Map<String, Object> client, Map<String, Integer> tooLarge, Duration timeout) {
    this.client = client;
    this.tooLarge = tooLarge;
    this.timeout = timeout;
    Map<String, Object> settings = new HashMap<>(client);
    // One refusal would end an idempotent producer, and all later writes would count as refused.
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Whether a fetch of its first partition is answered. */
  Allowed read(String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      long giveUp = System.nanoTime() + timeout.toNanos();
      while (System.nanoTime() < giveUp) {
        if (!consumer.poll(POLL).isEmpty() || isFetched(consumer)) {
          return Allowed.YES;
        }
      }
      return Allowed.UNKNOWN;
    } catch (AuthorizationException e) {
      return Allowed.NO;
    } catch (InvalidOffsetException e) {
      return Allowed.YES;
    }
  }

  /** Whether a fetch was answered without a record; a refused one has thrown. */
  private static boolean isFetched(KafkaConsumer<?, ?> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("fetch-total"))
        .anyMatch(metric -> ((Number) metric.getValue().metricValue()).doubleValue() > 0);
  }

  /** With a record that its topic does not take from anybody; not at all where no size is set. */
  Allowed write(String topic) {
    Integer size = tooLarge.get(topic);
    if (size == null) {
      return Allowed.NO;
    }
    byte[] record = new byte[size];
    try {
      producer
          .send(new ProducerRecord<>(topic, 0, null, record))
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Allowed.YES;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case AuthorizationException refused -> Allowed.NO;
        case RecordTooLargeException read -> Allowed.YES;
        case InvalidRecordException read -> Allowed.YES;
        case null, default -> Allowed.UNKNOWN;
      };
    } catch (TimeoutException e) {
      return Allowed.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Allowed.UNKNOWN;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}

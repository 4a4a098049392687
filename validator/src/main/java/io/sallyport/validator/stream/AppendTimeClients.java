package io.sallyport.validator.stream;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Clients whose input carries the broker's append time, on which freshness and expiry rest. A topic
 * that takes its producers' word for the time stops the process. Checked here because Kafka Streams
 * forgets the kind of a timestamp before any extractor sees it.
 */
public final class AppendTimeClients implements KafkaClientSupplier {
  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new AppendTimeConsumer(config);
  }

  /** Of changelogs: those have their producer's time. */
  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    throw new UnsupportedOperationException("the topology has no global store");
  }

  static void require(ConsumerRecord<byte[], byte[]> record) {
    if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
      throw new IllegalStateException(
          record.topic() + " has not message.timestamp.type=LogAppendTime");
    }
  }

  /** Owned by the stream thread. */
  private static final class AppendTimeConsumer extends KafkaConsumer<byte[], byte[]> {
    AppendTimeConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      records.forEach(AppendTimeClients::require);
      return records;
    }
  }
}

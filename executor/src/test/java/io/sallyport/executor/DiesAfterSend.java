package io.sallyport.executor;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Kills its process between the broker's word for a record on a topic and the commit of the
 * transaction. A consumer's interceptor too, since a process has one set of settings.
 */
public final class DiesAfterSend
    implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {
  static final String TOPIC = "test.dies.topic";
  static final String BEFORE = "test.dies.before";

  private static final AtomicInteger SENT = new AtomicInteger();

  private String topic = "";
  private int before;

  @Override
  public void configure(Map<String, ?> settings) {
    topic = String.valueOf(settings.get(TOPIC));
    before = Integer.parseInt(String.valueOf(settings.get(BEFORE)));
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
    if (failure == null && metadata.topic().equals(topic) && SENT.getAndIncrement() == before) {
      CrashMain.die();
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    return record;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}

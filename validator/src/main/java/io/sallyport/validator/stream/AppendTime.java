package io.sallyport.validator.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The broker's append time, on which freshness and expiry rest. A topic that takes its producers'
 * word for the time stops the process.
 */
public final class AppendTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestampType() != TimestampType.LOG_APPEND_TIME || record.timestamp() < 0) {
      throw new IllegalStateException(
          record.topic() + " has not message.timestamp.type=LogAppendTime");
    }
    return record.timestamp();
  }
}

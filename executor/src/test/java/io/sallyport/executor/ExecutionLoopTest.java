package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One partition whose leader does not answer holds up no other. */
class ExecutionLoopTest {
  private static final TopicPartition PARTITION = new TopicPartition("sallyport.trusted.pay", 0);

  @Test
  void asksForAPositionWithoutWaiting() {
    List<Duration> waits = new ArrayList<>();
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>("none") {
          @Override
          public synchronized long position(TopicPartition partition, Duration timeout) {
            waits.add(timeout);
            return super.position(partition, timeout);
          }
        };
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.seek(PARTITION, 7);

    assertThat(ExecutionLoop.position(consumer, PARTITION)).hasValue(7);
    assertThat(waits).containsExactly(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesOnWithoutAPositionThatNobodyTells(boolean woken) {
    KafkaException trouble = woken ? new WakeupException() : new TimeoutException("no leader");
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>("none") {
          @Override
          public synchronized long position(TopicPartition partition, Duration timeout) {
            throw trouble;
          }
        };

    assertThat(ExecutionLoop.position(consumer, PARTITION)).isEmpty();
  }
}

package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.contract.id.Partitions;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final byte[] KEY = {1, 2, 3};
  private static final byte[] CHAIN = "gate-3".getBytes(StandardCharsets.US_ASCII);

  @Test
  void placesRecordsByTheirKeys() {
    assertThat(Placement.byKey(7).partitions("t", KEY, KEY, 7))
        .contains(Set.of(Partitions.of(KEY, 7)));
  }

  @Test
  void placesReceiptsByTheirChains() {
    assertThat(Placement.byChain(4).partitions("t", CHAIN, KEY, 4)).contains(Set.of(3));
  }

  @Test
  void stopsWhenATopicHasOtherPartitionsThanAtTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Placement.byKey(7).partitions("t", KEY, KEY, 8));
    assertThatIllegalStateException()
        .isThrownBy(() -> Placement.byChain(4).partitions("t", CHAIN, KEY, 3));
  }

  @Test
  void stopsOnATimeThatIsNotTheBrokers() {
    AppendTimeClients.require(record(TimestampType.LOG_APPEND_TIME));

    assertThatIllegalStateException()
        .isThrownBy(() -> AppendTimeClients.require(record(TimestampType.CREATE_TIME)))
        .withMessageContaining("LogAppendTime");
  }

  private static ConsumerRecord<byte[], byte[]> record(TimestampType type) {
    return new ConsumerRecord<>(
        "t", 0, 0, 1, type, 3, 3, KEY, KEY, new RecordHeaders(), java.util.Optional.empty());
  }
}

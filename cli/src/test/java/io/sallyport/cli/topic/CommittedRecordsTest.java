package io.sallyport.cli.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommittedRecordsTest {
  private static final String TOPIC = "sallyport.receipts.validator";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Map<TopicPartition, Long> END = Map.of(PARTITION, 3L);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.NONE.name());
  private final CommittedRecords records = recordsOfOnePartition();
  private final List<Long> taken = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  private CommittedRecords recordsOfOnePartition() {
    Node[] nodes = new Node[0];
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    CommittedRecords opened = new CommittedRecords(consumer, List.of(TOPIC), () -> now);
    opened.seekToBeginning();
    return opened;
  }

  @Test
  void waitsAnewAfterEachRecord() {
    brings(0, PATIENCE);
    brings(1, PATIENCE);
    brings(2, PATIENCE);

    assertThat(records.readTo(END, PATIENCE, record -> taken.add(record.offset()))).isTrue();

    assertThat(taken).containsExactly(0L, 1L, 2L);
  }

  @Test
  void givesUpWhenNothingCame() {
    brings(0, PATIENCE);
    passes(PATIENCE.plusMillis(1));
    brings(1, Duration.ZERO);

    assertThat(records.readTo(END, PATIENCE, record -> taken.add(record.offset()))).isFalse();

    assertThat(taken).containsExactly(0L);
  }

  @Test
  void givesWhatCameBeforeItAsksForMore() {
    brings(0, Duration.ZERO);
    consumer.schedulePollTask(() -> assertThat(taken).containsExactly(0L));
    brings(1, Duration.ZERO);
    brings(2, Duration.ZERO);

    assertThat(records.readTo(END, PATIENCE, record -> taken.add(record.offset()))).isTrue();
  }

  @Test
  void failsAsItsTakerDoes() {
    brings(0, Duration.ZERO);

    assertThatThrownBy(() ->
            records.readTo(
                END,
                PATIENCE,
                _ -> {
                  throw new IOException("the disk is full");
                }))
        .isInstanceOf(IOException.class);
  }

  private void brings(long offset, Duration after) {
    consumer.schedulePollTask(() -> {
      now = now.plus(after);
      byte[] text = Long.toString(offset).getBytes(UTF_8);
      consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, text, text));
    });
  }

  private void passes(Duration time) {
    consumer.schedulePollTask(() -> now = now.plus(time));
  }
}

package io.sallyport.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class QuarantineTopicTest {
  private static final TopicPartition PARTITION = new TopicPartition(Refused.TOPIC, 0);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.NONE.name());
  private final QuarantineTopic topic = topicOfOnePartition();
  private final List<Quarantined> read = new ArrayList<>();

  private QuarantineTopic topicOfOnePartition() {
    Node[] nodes = new Node[0];
    consumer.updatePartitions(
        Refused.TOPIC, List.of(new PartitionInfo(Refused.TOPIC, 0, Node.noNode(), nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 3L));
    return new QuarantineTopic(
        new CommittedRecords(consumer, List.of(Refused.TOPIC)), Duration.ofMillis(50));
  }

  @Test
  void readsFromTheFirstRecordToTheOneThatIsTheLastNow() {
    holds(5, Refused.headers("json-invalid", Refused.ORIGIN));

    topic.readAll(read::add);

    assertThat(read).hasSize(2);
    Quarantined first = read.getFirst();
    assertThat(first.at()).isEqualTo(Refused.AT.plusSeconds(3));
    assertThat(first.known()).contains(Code.JSON_INVALID);
    assertThat(first.pointer()).isEqualTo("/after");
    assertThat(first.rule()).isEmpty();
    assertThat(first.source()).isEqualTo("github");
    assertThat(first.place()).contains(new Origin("sallyport.untrusted", 0, 42));
    assertThat(first.payload()).isEqualTo(Bytes.utf8("{"));
  }

  @Test
  void takesADoubledOrUnprintableHeaderForNone() {
    RecordHeaders headers = Refused.headers("json-invalid", "\u001b[2J");
    headers.add(Headers.CODE, Bytes.utf8("permitted").toArray());
    holds(4, headers);

    topic.readAll(read::add);

    assertThat(read.getFirst().code()).isEmpty();
    assertThat(read.getFirst().origin()).isEmpty();
    assertThat(read.getFirst().place()).isEmpty();
  }

  @Test
  void givesUpWhenTheEndDoesNotCome() {
    consumer.updateEndOffsets(Map.of(PARTITION, 9L));

    assertThatThrownBy(() -> topic.readAll(read::add))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("did not come to an end");
  }

  @Test
  void givesWhatComesFromNowOn() {
    consumer.updateEndOffsets(Map.of(PARTITION, 7L));
    topic.seekToEnd();
    consumer.addRecord(
        Refused.record(7, Refused.headers("json-invalid", Refused.ORIGIN), Bytes.utf8("{")));

    topic.follow(Duration.ZERO, read::add);

    assertThat(read).hasSize(1);
  }

  @Test
  void tellsWhoMayRead() {
    consumer.updateEndOffsets(Map.of(PARTITION, 7L));
    consumer.schedulePollTask(() -> {
      throw new TopicAuthorizationException(Refused.TOPIC);
    });

    assertThatThrownBy(() -> topic.readAll(read::add))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("may not read " + Refused.TOPIC);
  }

  /** Records from offset 3 to before {@code end}, which come once the reader has gone to them. */
  private void holds(long end, RecordHeaders headers) {
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    consumer.schedulePollTask(() -> {
      for (long offset = 3; offset < end; offset++) {
        consumer.addRecord(Refused.record(offset, headers, Bytes.utf8("{")));
      }
    });
  }
}

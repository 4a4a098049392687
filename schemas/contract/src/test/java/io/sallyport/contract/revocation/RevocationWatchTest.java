package io.sallyport.contract.revocation;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.service.process.StartException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("CSF-RS.MI")
class RevocationWatchTest {
  private static final String TOPIC = new Topics("sallyport").revocations();
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Target GITHUB = new Target(Target.Kind.SOURCE, "github");
  private static final Set<Target> ACTION = Set.of(GITHUB);

  private final Operator operator = new Operator("first");
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final List<Object> heard = new ArrayList<>();
  private final List<RevocationWatch> started = new ArrayList<>();
  private final RevocationWatch watch = watch(Duration.ofMinutes(5));

  private RevocationWatch watch(Duration maxStaleness) {
    RevocationBook book = new RevocationBook(Operator.HERE, List.of(operator.signer()), 100);
    return new RevocationWatch(consumer, TOPIC, book, maxStaleness);
  }

  /** Keeps what it is told, in order. */
  private final class Heard implements RevocationWatch.Listener {
    @Override
    public void taken(Revocation revocation) {
      heard.add(revocation.order());
    }

    @Override
    public void refused(Code code) {
      heard.add(code);
    }
  }

  @AfterEach
  void closes() {
    started.forEach(RevocationWatch::close);
  }

  @Test
  void isNotCurrentBeforeTheEndIsRead() {
    holds(1, 0);
    start(watch);

    Awaitility.await().until(() -> !consumer.assignment().isEmpty());

    assertThat(watch.isCurrent()).isFalse();
    assertThat(watch.age()).isEmpty();
  }

  @Test
  void isCurrentOnceEverythingIsRead() {
    holds(1, 0);
    consumer.schedulePollTask(() -> append(0, operator.revokes(1, GITHUB)));

    start(watch);
    watch.awaitCurrent(PATIENCE);

    assertThat(watch.isCurrent()).isTrue();
    assertThat(watch.age()).hasValueSatisfying(age -> assertThat(age).isBetween(ZERO, PATIENCE));
    assertThat(watch.stops(ACTION)).isTrue();
    assertThat(heard).containsExactly(new Revocation.Order.Revoke(GITHUB));
  }

  @Test
  void hearsOfALaterRevocation() {
    holds(0, 0);
    start(watch);
    watch.awaitCurrent(PATIENCE);

    consumer.schedulePollTask(() -> append(0, operator.revokes(1, GITHUB)));

    Awaitility.await().atMost(PATIENCE).until(() -> watch.stops(ACTION));
  }

  @Test
  void whatIsNoRevocationIsToldAndStopsNothing() {
    holds(1, 0);
    consumer.schedulePollTask(() -> append(0, "no signature"));

    start(watch);
    watch.awaitCurrent(PATIENCE);

    assertThat(watch.stops(ACTION)).isFalse();
    assertThat(heard).containsExactly(Code.SIGNATURE_INVALID);
  }

  @Test
  void aTombstoneMeansNothing() {
    holds(2, 0);
    consumer.schedulePollTask(() -> {
      append(0, operator.revokes(1, GITHUB));
      consumer.addRecord(record(1, null));
    });

    start(watch);
    watch.awaitCurrent(PATIENCE);

    assertThat(watch.stops(ACTION)).isTrue();
  }

  @Test
  void isCurrentForAsLongAsItIsConfirmed() {
    RevocationWatch brief = watch(Duration.ofNanos(1));
    holds(0, 0);
    start(brief);
    brief.awaitCurrent(PATIENCE);

    assertThat(brief.isCurrent()).isFalse();
  }

  @Test
  void troubleIsOverWhenItIs() {
    holds(0, 0);
    consumer.setPollException(new KafkaException("no broker"));

    start(watch);

    Awaitility.await().atMost(PATIENCE).until(watch::isCurrent);
  }

  @Test
  void refusesATopicThatLostItsBeginning() {
    holds(5, 3);

    start(watch);

    assertThatThrownBy(() -> watch.awaitCurrent(PATIENCE))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("revocations were deleted");
    assertThat(watch.isCurrent()).isFalse();
  }

  @Test
  void whatWasMadeAnewIsNeverCurrentAgain() {
    holds(1, 0);
    consumer.schedulePollTask(() -> append(0, operator.revokes(1, GITHUB)));
    start(watch);
    watch.awaitCurrent(PATIENCE);

    consumer.updateEndOffsets(Map.of(PARTITION, 0L));

    Awaitility.await().atMost(PATIENCE).until(() -> !watch.isCurrent());
    assertThat(watch.stops(ACTION)).isTrue();
  }

  @Test
  void positionsThatAreGoneAreNeverCurrentAgain() {
    holds(0, 0);
    consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 0L)));
    start(watch);

    Awaitility.await().atMost(PATIENCE).until(() -> watch.problem().isPresent());

    assertThat(watch.isCurrent()).isFalse();
  }

  @Test
  void countsFromBeforeTheQuestion() {
    Duration answer = Duration.ofMillis(300);
    CountDownLatch asked = new CountDownLatch(1);
    RevocationWatch brief = watch(answer);
    holds(1, 0);
    consumer.schedulePollTask(() -> {
      Awaitility.await().pollDelay(answer.plusMillis(50)).until(() -> true);
      append(0, operator.revokes(1, GITHUB));
    });
    consumer.schedulePollTask(() -> Awaitility.await().until(() -> asked.getCount() == 0));
    start(brief);
    brief.awaitCurrent(PATIENCE);

    boolean current = brief.isCurrent();
    asked.countDown();

    assertThat(current).isFalse();
  }

  @Test
  void aBugOfItsListenerIsAProblem() {
    holds(1, 0);
    consumer.schedulePollTask(() -> append(0, operator.revokes(1, GITHUB)));
    RevocationWatch broken = watch(Duration.ofMinutes(5));
    started.add(broken);

    broken.begin(new Broken());

    Awaitility.await()
        .dontCatchUncaughtExceptions()
        .atMost(PATIENCE)
        .until(() -> broken.problem().isPresent());
    assertThat(broken.isCurrent()).isFalse();
  }

  /** Throws. */
  private static final class Broken implements RevocationWatch.Listener {
    @Override
    public void taken(Revocation revocation) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public void refused(Code code) {}
  }

  @Test
  void saysWhyItCannotBegin() {
    holds(0, 0);
    consumer.setOffsetsException(new KafkaException("not authorized"));

    start(watch);

    assertThatThrownBy(() -> watch.awaitCurrent(Duration.ofMillis(100)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(TOPIC);
  }

  @Test
  void readsWhatIsNotCommittedToo() {
    Map<String, Object> mine = Map.of("isolation.level", "read_committed");

    assertThat(RevocationClient.settings(mine))
        .containsEntry("isolation.level", "read_uncommitted")
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("metadata.max.age.ms", 2_000);
  }

  private void start(RevocationWatch starting) {
    started.add(starting);
    starting.begin(new Heard());
  }

  private void holds(long end, long beginning) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, beginning));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
  }

  private void append(long offset, String jws) {
    consumer.addRecord(record(offset, bytes(jws)));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        TOPIC,
        0,
        offset,
        Instant.now().toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        bytes("key"),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

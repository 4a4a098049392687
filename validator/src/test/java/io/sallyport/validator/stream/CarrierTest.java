package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.metrics.Metrics;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarrierTest {
  private static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private Instant now = START;
  private final GateObserver observer = new GateObserver(new Metrics());
  private final Carrier<String> carrier = new Idle();
  private final Carrier<String> neighbour = new Idle();

  /** Remembers nothing and does nothing. */
  private final class Idle extends Carrier<String> {
    Idle() {
      super(observer, () -> now);
    }

    @Override
    protected String open(ProcessorContext<byte[], byte[]> opened) {
      return "";
    }

    @Override
    protected void take(
        Record<byte[], byte[]> record, RecordMetadata place, String memory, Instant at) {}

    @Override
    protected void tick(String memory, Instant at) {}
  }

  @BeforeEach
  void begin() {
    context.setCurrentSystemTimeMs(START.toEpochMilli());
    context.setRecordMetadata("untrusted", 0, 0);
    carrier.init(context);
    neighbour.init(context);
  }

  @Test
  void whatIsYoungIsCommittedAtOnce() {
    assertThat(asksForCommit(0)).isTrue();
    now = START.plusMillis(100);
    assertThat(asksForCommit(19)).isTrue();
  }

  @Test
  void whatHasWaitedSharesTheCommitOfTheInterval() {
    assertThat(asksForCommit(20)).isFalse();
    assertThat(asksForCommit(60_000)).isFalse();
    assertThat(asksForCommit(-20)).isFalse();
  }

  @Test
  void commitsKeepTheirDistance() {
    assertThat(asksForCommit(0)).isTrue();
    now = START.plusMillis(7);
    assertThat(asksForCommit(0)).isFalse();
    now = START.plusMillis(8);
    assertThat(asksForCommit(0)).isTrue();
  }

  /** Each commit is of all tasks of the thread. */
  @Test
  void tasksOfOneThreadKeepOneDistance() {
    assertThat(asksForCommit(0)).isTrue();
    now = START.plusMillis(7);
    assertThat(asksForCommit(neighbour, 0)).isFalse();
    now = START.plusMillis(8);
    assertThat(asksForCommit(neighbour, 0)).isTrue();
    assertThat(asksForCommit(0)).isFalse();
  }

  @Test
  void threadsDoNotWaitForEachOther() throws InterruptedException {
    assertThat(asksForCommit(0)).isTrue();
    AtomicBoolean asks = new AtomicBoolean();
    Thread other = Thread.ofPlatform().start(() -> asks.set(asksForCommit(neighbour, 0)));
    other.join();
    assertThat(asks).isTrue();
  }

  private boolean asksForCommit(int age) {
    return asksForCommit(carrier, age);
  }

  private boolean asksForCommit(Carrier<String> asked, int age) {
    context.resetCommit();
    long appended = now.minusMillis(age).toEpochMilli();
    asked.process(new Record<>(new byte[0], new byte[0], appended));
    return context.committed();
  }
}

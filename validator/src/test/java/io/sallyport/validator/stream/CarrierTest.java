package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.service.metrics.Metrics;
import java.time.Instant;
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
  private final Carrier<String> carrier = new Idle();

  /** Remembers nothing and does nothing. */
  private final class Idle extends Carrier<String> {
    Idle() {
      super(new GateObserver(new Metrics()), () -> now);
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

  private boolean asksForCommit(int age) {
    context.resetCommit();
    long appended = now.minusMillis(age).toEpochMilli();
    carrier.process(new Record<>(new byte[0], new byte[0], appended));
    return context.committed();
  }
}

package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Approvers;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.executor.lane.Lanes;
import io.sallyport.executor.outcome.ExecutorMetrics;
import io.sallyport.executor.perform.Performing;
import io.sallyport.executor.resolve.Docket;
import io.sallyport.executor.verify.Approving;
import io.sallyport.executor.verify.Scope;
import io.sallyport.executor.verify.Seal;
import io.sallyport.executor.verify.Standing;
import io.sallyport.executor.verify.Verifier;
import io.sallyport.service.admin.Health;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.service.process.StartException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A polling thread that ends before the process is ready tells so, and lets go of everything. */
class LoopThreadTest {
  private static final String TOPIC = "sallyport.trusted.deployments";
  private final Standing standing = new Standing();

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  @Test
  void tellsWhatStoppedItAndLeavesTheGroup() {
    consumer.schedulePollTask(() -> {
      throw new OffsetOutOfRangeException("gone", Map.of(new TopicPartition(TOPIC, 0), 7L));
    });
    try (LoopThread thread = begin()) {
      assertThatThrownBy(thread::awaitReady)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("gone");
      assertThat(consumer.closed()).isTrue();
    }
  }

  @Test
  void errorStopsItToo() {
    consumer.schedulePollTask(() -> {
      throw new StackOverflowError("too deep");
    });
    try (LoopThread thread = begin()) {
      assertThatThrownBy(thread::awaitReady)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("too deep");
      assertThat(consumer.closed()).isTrue();
    }
  }

  @Test
  void isReadyOnceTheGroupHasSpoken() {
    consumer.schedulePollTask(() -> consumer.rebalance(List.of()));
    try (LoopThread thread = begin()) {
      thread.awaitReady();

      assertThat(thread.health(List.of())).isEqualTo(Health.ready());
    }
  }

  @Test
  void closesOnRequest() {
    LoopThread thread = begin();
    thread.close();

    assertThat(consumer.closed()).isTrue();
    assertThat(thread.health(List.of())).isInstanceOf(Health.Dead.class);
  }

  @Test
  void isNotReadyWhileRevocationsAreNotConfirmed() {
    consumer.schedulePollTask(() -> consumer.rebalance(List.of()));
    try (LoopThread thread = begin()) {
      thread.awaitReady();

      standing.unconfirmed();

      assertThat(thread.health(List.of()))
          .isEqualTo(Health.notReady("revocations are not confirmed"));
    }
  }

  private LoopThread begin() {
    return LoopThread.of(loop(), () -> {}, Duration.ZERO).begin();
  }

  private ExecutionLoop loop() {
    Clock clock = Clock.systemUTC();
    Scope scope =
        new Scope(
            new Environment("test-k4x"),
            Seal.CELL,
            TOPIC,
            Effect.WRITE,
            Duration.ofHours(1),
            Duration.ZERO);
    Approving nobody = new Approving(Approvers.none(), 1);
    ExecutionLoop.Parts parts =
        new ExecutionLoop.Parts(
            TOPIC,
            consumer,
            new Verifier(scope, List.of(), List.of(), nobody, standing),
            new Performing(Map.of(), Map.of(), standing, clock),
            standing,
            new Docket(1),
            new ExecutorMetrics(new Metrics()),
            clock);
    Lanes.Bounds bounds = new Lanes.Bounds(1, 1 << 20, Duration.ZERO);
    return new ExecutionLoop(
        parts,
        loop ->
            new Lanes(
                partition -> {
                  throw new AssertionError("no partition is given here");
                },
                loop.mailbox(),
                bounds,
                clock));
  }
}

package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Installation;
import io.sallyport.bench.cell.Seal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Actions for fast lanes at fixed times, whatever became of those before; beside them others for
 * slow lanes as soon as one has begun, so that each has another to go on with, or for as many
 * prompt ones one after the other.
 */
final class Traffic implements AutoCloseable {
  private static final int FAST_LANES = 20;

  /** Of those beside the fast ones. */
  private static final int LANES = 100;

  private static final int RATE = 20;
  private static final int AHEAD = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Seal seal;
  private final SlowTarget target;
  private final KafkaProducer<byte[], byte[]> producer;

  Traffic(Installation installation, SlowTarget target) {
    Map<String, Object> properties = new HashMap<>(installation.client("admin"));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.seal = installation.seal();
    this.target = target;
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * What a while of it took.
   *
   * @param millis of each fast action, from due to its effect
   * @param slow how many slow lanes waited for their answer when each was due
   */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record Measured(double[] millis, double[] slow) {}

  /** Fast actions beside lanes whose targets are slow, nearly all of them, at any time. */
  Measured besideSlow(int seconds) {
    target.onSlow(this::send);
    for (int i = 0; i < LANES * AHEAD; i++) {
      send(SlowTarget.SLOW + i % LANES);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / LANES);
    }
    await(() -> target.slow() >= LANES * 9 / 10);
    Measured measured = fast(seconds);
    target.onSlow(lane -> {});
    await(() -> target.slow() == 0);
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(AHEAD + 1));
    await(() -> target.slow() == 0);
    return measured;
  }

  /** Fast actions beside as many others as slow ones end in that time, none of which is slow. */
  Measured besidePrompt(int seconds) {
    AtomicInteger sent = new AtomicInteger();
    try (ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          others.scheduleAtFixedRate(
              () -> send("prompt-" + sent.getAndIncrement() % LANES),
              0,
              TimeUnit.SECONDS.toMicros(1) / LANES,
              TimeUnit.MICROSECONDS);
      Measured measured = fast(seconds);
      others.shutdownNow();
      return measured;
    }
  }

  /** Fast actions for so long; returns when each had its effect. */
  Measured fast(int seconds) {
    Map<String, Long> due = new HashMap<>();
    List<Integer> slow = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < RATE * seconds; i++) {
      long at = start + TimeUnit.SECONDS.toNanos(i) / RATE;
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      slow.add(target.slow());
      due.put(send("fast-" + i % FAST_LANES), at);
    }
    await(() -> due.keySet().stream().allMatch(action -> target.arrival(action).isPresent()));
    return new Measured(
        due.entrySet().stream()
            .mapToDouble(
                each -> (target.arrival(each.getKey()).orElseThrow() - each.getValue()) / 1e6)
            .toArray(),
        slow.stream().mapToDouble(Integer::doubleValue).toArray());
  }

  private String send(String lane) {
    String topic = Installation.TOPICS.trusted(Installation.CELL);
    Seal.Sealed sealed = seal.act(topic, lane);
    var _ = producer.send(sealed.record());
    return sealed.action().text();
  }

  private static void await(BooleanSupplier condition) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the executor does not do what is due");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}

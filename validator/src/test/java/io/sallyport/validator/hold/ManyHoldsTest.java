package io.sallyport.validator.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.Demo;
import io.sallyport.validator.Drivers;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.stream.GateObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More deadlines at once than one look takes. */
class ManyHoldsTest {
  private static final int MANY = 3 * HoldStore.AT_ONCE;

  @TempDir private Path directory;
  @TempDir private Path state;
  private final Metrics metrics = new Metrics();
  private Instant now = Demo.NOW;
  private Bundle bundle;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    bundle = People.read(People.gated(directory), MANY, MANY);
    driver = Drivers.of(Demo.steps(bundle, new GateObserver(metrics), () -> now), state);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void allEndInTheSameTick() {
    TestInputTopic<byte[], byte[]> topic =
        driver.createInputTopic(
            Demo.TOPICS.held("deployments"), new ByteArraySerializer(), new ByteArraySerializer());
    for (int i = 0; i < MANY; i++) {
      Held held = Room.push(bundle, "%04x".formatted(i), now);
      byte[] key = held.id().text().getBytes(StandardCharsets.US_ASCII);
      topic.pipeInput(key, HeldCodec.write(held));
    }
    now = now.plus(Held.MAX_WAIT);

    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(metrics.text()).contains("result=\"EXPIRED\",code=\"hold-overdue\"} " + MANY);
  }
}

package io.sallyport.service.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Duration OFTEN = Duration.ofMillis(1);

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void looksAgainAndAgain() {
    try (Watch watch = Watch.every(OFTEN, "files", looks::incrementAndGet)) {
      Awaitility.await().until(() -> looks.get() > 2);

      assertThat(watch.isDead()).isFalse();
    }
  }

  @Test
  void saysThatAnErrorHasEndedIt() {
    try (Watch watch = Watch.every(OFTEN, "files", WatchTest::fail)) {
      Awaitility.await().until(watch::isDead);
    }
  }

  private static void fail() {
    throw new IllegalStateException("a bug");
  }

  @Test
  void isNotDeadWhereItWasClosed() {
    Watch watch = Watch.every(OFTEN, "files", looks::incrementAndGet);

    watch.close();

    assertThat(watch.isDead()).isFalse();
  }
}

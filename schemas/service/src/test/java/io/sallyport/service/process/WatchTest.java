package io.sallyport.service.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Duration OFTEN = Duration.ofMillis(1);

  private final AtomicInteger looks = new AtomicInteger();

  /** Runs over while a look hangs, as the machine's clock may. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);

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

  @Test
  void isDeadFromTheLongestLookOnUntilThatComesBack() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Runnable hanging =
        () -> {
          begun.countDown();
          Awaitility.await().forever().until(() -> end.getCount() == 0);
        };
    try (Watch watch = Watch.every(OFTEN, "files", hanging, nanos::get)) {
      begun.await();

      nanos.addAndGet(Watch.LONGEST_LOOK.toNanos());
      assertThat(watch.isDead()).isFalse();
      nanos.incrementAndGet();
      assertThat(watch.isDead()).isTrue();

      end.countDown();
      Awaitility.await().until(() -> !watch.isDead());
    }
  }

  /** As over a suspension of the machine, and with any interval. */
  @Test
  void isNotDeadHoweverLongItIsBetweenLooks() {
    Duration hour = Duration.ofHours(1);
    try (Watch watch = Watch.every(hour, "files", looks::incrementAndGet, nanos::get)) {
      nanos.addAndGet(hour.multipliedBy(24).toNanos());

      assertThat(watch.isDead()).isFalse();
    }
  }

  @Test
  void forgetsALookThatIsOver() {
    Duration interval = Duration.ofSeconds(2);
    try (Watch watch = Watch.every(interval, "files", looks::incrementAndGet, nanos::get)) {
      Awaitility.await().until(() -> looks.get() > 0);

      nanos.addAndGet(Watch.LONGEST_LOOK.toNanos() + 1);

      Awaitility.await().atMost(interval.dividedBy(2)).until(() -> !watch.isDead());
    }
  }
}

package io.sallyport.service.process;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks at something again and again, until it is closed or an error ends it. What it
 * looks at says what is wrong there; an error is a bug, and a look that does not come back is a
 * file nobody can read: {@link #isDead} tells health so of both. The thread is a platform one, so
 * that a look that hangs holds no carrier of the virtual threads that answer requests.
 */
public final class Watch implements AutoCloseable {
  /**
   * What one look may take, many times what some files take on a machine under load. Between looks
   * no time counts, whatever the interval, nor does that of a machine that was suspended then.
   */
  static final Duration LONGEST_LOOK = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Thread thread;
  private final Duration longest;
  private final LongSupplier nanos;
  private volatile OptionalLong lookingSince = OptionalLong.empty();
  private volatile boolean isClosed;

  private Watch(
      Duration interval, Duration longest, String name, Runnable look, LongSupplier nanos) {
    this.longest = longest;
    this.nanos = nanos;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .uncaughtExceptionHandler((_, error) -> report(name, error))
            .unstarted(() -> repeat(interval, look));
  }

  /**
   * Begins to look every {@code interval}.
   *
   * @param name of what it looks at, for the log
   */
  public static Watch every(Duration interval, String name, Runnable look) {
    return every(interval, LONGEST_LOOK, name, look);
  }

  /** Where a look asks others, who may be slow: it may take {@code longest}. */
  public static Watch every(Duration interval, Duration longest, String name, Runnable look) {
    return started(new Watch(interval, longest, name, look, System::nanoTime));
  }

  /**
   * By a clock of the caller's.
   *
   * @param nanos as {@link System#nanoTime}: it only ever rises, and may begin anywhere
   */
  static Watch every(Duration interval, String name, Runnable look, LongSupplier nanos) {
    return started(new Watch(interval, LONGEST_LOOK, name, look, nanos));
  }

  private static Watch started(Watch watch) {
    watch.thread.start();
    return watch;
  }

  private void repeat(Duration interval, Runnable look) {
    try {
      while (!isClosed) {
        Thread.sleep(interval);
        lookingSince = OptionalLong.of(nanos.getAsLong());
        look.run();
        lookingSince = OptionalLong.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(String name, Throwable error) {
    LOG.atError()
        .addKeyValue("watch", name)
        .setCause(error)
        .log("nobody looks there any longer: restart the process");
  }

  /** Whether it has ended although nobody closed it, or has been at one look for too long. */
  public boolean isDead() {
    return !isClosed && (!thread.isAlive() || hangs());
  }

  private boolean hangs() {
    OptionalLong since = lookingSince; // read before the clock: a later look must not seem older
    return since.isPresent() && nanos.getAsLong() - since.getAsLong() > longest.toNanos();
  }

  /** Looks no more; a look that has begun ends. */
  @Override
  public void close() {
    isClosed = true;
  }
}

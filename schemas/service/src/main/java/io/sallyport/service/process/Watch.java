package io.sallyport.service.process;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks at something again and again, until it is closed or an error ends it. What it
 * looks at says what is wrong there; an error is a bug, and {@link #isDead} tells health so.
 */
public final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Thread thread;
  private volatile boolean isClosed;

  private Watch(String name, Duration interval, Runnable look) {
    this.thread =
        Thread.ofVirtual()
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
    Watch watch = new Watch(name, interval, look);
    watch.thread.start();
    return watch;
  }

  private void repeat(Duration interval, Runnable look) {
    try {
      while (!isClosed) {
        Thread.sleep(interval);
        look.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(String name, Throwable error) {
    LOG.atError()
        .addKeyValue("watch", name)
        .setCause(error)
        .log("nobody looks for changes any longer: restart the process");
  }

  /** Whether it has ended although nobody closed it. */
  public boolean isDead() {
    return !isClosed && !thread.isAlive();
  }

  /** Looks no more; a look that has begun ends. */
  @Override
  public void close() {
    isClosed = true;
  }
}

package io.sallyport.quickstart.supervise;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One run of a child, from its start to its end, with a thread that copies its output to its log.
 */
final class Child {
  private static final Duration LAST_LINES = Duration.ofMillis(500);

  private final Process process;
  private final Thread reader;

  private Child(Process process, Thread reader) {
    this.process = process;
    this.reader = reader;
  }

  static Child start(ChildSpec spec, Isolation isolation, ChildLog log) {
    Process process = Spawner.start(spec, isolation);
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .name("log-" + spec.name())
            .start(() -> log.copy(process.getInputStream()));
    return new Child(process, reader);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end and for the last lines, then returns the exit status. */
  int await() throws InterruptedException {
    int status = process.waitFor();
    reader.join(LAST_LINES);
    return status;
  }

  void terminate() {
    process.destroy();
  }

  /** Waits for the end until that moment, then kills. */
  void awaitOrKill(long deadlineNanos) {
    try {
      long left = Math.max(0, deadlineNanos - System.nanoTime());
      if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
        process.waitFor(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

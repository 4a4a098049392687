package io.sallyport.service.process;

import io.sallyport.service.config.ConfigException;
import io.sallyport.service.log.JsonLog;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one role as a process: exit 2 with one line on standard error if it cannot start, one line
 * {@code ready} when it has, exit 0 after a clean close on SIGTERM or SIGINT, 1 if closing took
 * longer than the role said or a bug ended the start.
 */
public final class RoleProcess {
  private static final Logger LOG = LoggerFactory.getLogger(RoleProcess.class);
  private static final int DONE = 0;
  private static final int NOT_CLOSED = 1;
  private static final int BROKEN = 1;
  private static final int NOT_STARTED = 2;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private RoleProcess() {}

  /** Starts a role from its configuration file; returns once it is ready for work. */
  @FunctionalInterface
  public interface Starter {
    /**
     * Throws {@link ConfigException}, {@link StartException} or {@link UncheckedIOException} with a
     * message for the operator.
     */
    Running start(Path config);
  }

  /** A role at work. */
  @FunctionalInterface
  public interface Running extends AutoCloseable {
    /**
     * Stops to take work, finishes what it holds within its {@link #patience}, and lets go of
     * everything.
     */
    @Override
    void close();

    /** How long closing may take; five seconds unless the role needs more. */
    default Duration patience() {
      return CLOSE;
    }
  }

  /** The body of a {@code main}; the arguments are the configuration file. */
  public static void run(String role, String[] arguments, Starter starter) {
    JsonLog.install(role);
    Thread main = Thread.currentThread();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
      LOG.error("a thread ended by a bug", error);
      if (thread.equals(main)) {
        Runtime.getRuntime().halt(BROKEN);
      }
    });
    Optional<Running> running = start(arguments, starter);
    if (running.isEmpty()) {
      Runtime.getRuntime().halt(NOT_STARTED);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running.get()), "end"));
    LOG.info("ready");
  }

  static Optional<Running> start(String[] arguments, Starter starter) {
    if (arguments.length != 1) {
      LOG.error("cannot start: needs one argument, the configuration file");
      return Optional.empty();
    }
    try {
      return Optional.of(starter.start(Path.of(arguments[0])));
    } catch (ConfigException | StartException | UncheckedIOException e) {
      LOG.error("cannot start: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** A signal's own exit status would be 143; a clean end is 0. */
  private static void end(Running running) {
    Runtime.getRuntime().halt(closes(running) ? DONE : NOT_CLOSED);
  }

  static boolean closes(Running running) {
    CountDownLatch closed = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .name("close")
        .start(() -> {
          running.close();
          closed.countDown();
        });
    try {
      return closed.await(running.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

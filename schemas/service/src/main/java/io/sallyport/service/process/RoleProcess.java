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
 * {@code ready} when it has, exit 0 after a clean close on SIGTERM or SIGINT, ready or not, 1 if
 * closing took longer than the role said or a bug ended the start.
 */
public final class RoleProcess {
  private static final Logger LOG = LoggerFactory.getLogger(RoleProcess.class);
  private static final int DONE = 0;
  private static final int NOT_CLOSED = 1;
  private static final int BROKEN = 1;
  private static final int NOT_STARTED = 2;
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final String CANNOT_START = "cannot start: {}";

  private volatile Optional<Running> running = Optional.empty();

  private RoleProcess() {}

  /** Starts a role from its configuration file. */
  @FunctionalInterface
  public interface Starter {
    /**
     * Returns once it may have begun to work, and so has to be closed. Throws {@link
     * ConfigException}, {@link StartException} or {@link UncheckedIOException} with a message for
     * the operator.
     */
    Running start(Path config);
  }

  /** A role at work. */
  @FunctionalInterface
  public interface Running extends AutoCloseable {
    /**
     * Returns once it is ready for work, at once unless the role needs more; throws as {@link
     * Starter#start} does. It may be closed meanwhile, and then end as it likes.
     */
    default void awaitReady() {}

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
    RoleProcess process = new RoleProcess();
    Thread main = Thread.currentThread();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
      LOG.error("a thread ended by a bug", error);
      if (thread.equals(main)) {
        process.halt(BROKEN);
      }
    });
    Runtime.getRuntime().addShutdownHook(new Thread(process::end, "end"));
    process.running = start(arguments, starter);
    if (process.running.isEmpty()) {
      process.halt(NOT_STARTED);
      return;
    }
    process.awaitReady(process.running.get());
  }

  static Optional<Running> start(String[] arguments, Starter starter) {
    if (arguments.length != 1) {
      LOG.error("cannot start: needs one argument, the configuration file");
      return Optional.empty();
    }
    try {
      return Optional.of(starter.start(Path.of(arguments[0])));
    } catch (ConfigException | StartException | UncheckedIOException e) {
      LOG.error(CANNOT_START, e.getMessage());
      return Optional.empty();
    }
  }

  private void awaitReady(Running begun) {
    try {
      begun.awaitReady();
      LOG.info("ready");
    } catch (ConfigException | StartException | UncheckedIOException e) {
      giveUp(begun, e);
    }
  }

  /** Not where it was told to end meanwhile, which it would call a failure. */
  private synchronized void giveUp(Running begun, RuntimeException cause) {
    LOG.error(CANNOT_START, cause.getMessage());
    boolean _ = closes(begun);
    halt(NOT_STARTED);
  }

  /** A signal's own exit status would be 143; a clean end is 0. */
  private synchronized void end() {
    halt(running.map(RoleProcess::closes).orElse(true) ? DONE : NOT_CLOSED);
  }

  /** Ends the process as whoever came first says; who comes later waits here for that. */
  private synchronized void halt(int status) {
    Runtime.getRuntime().halt(status);
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

package io.sallyport.executor;

import io.sallyport.executor.claim.Patience;
import io.sallyport.service.admin.Health;
import io.sallyport.service.process.StartException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that polls, and what the rest of the process knows of it. Safe for any thread. */
final class LoopThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration NAP = Duration.ofMillis(20);
  private static final Duration LEAST = Duration.ofSeconds(3);
  private static final Duration LEAVING = Duration.ofMillis(1_500);
  private static final int STOPPED = 1;

  private final ExecutionLoop loop;
  private final Runnable beforeHalt;
  private final Duration grace;
  private final Thread thread;
  private volatile boolean started;
  private volatile Optional<String> failure = Optional.empty();

  private LoopThread(ExecutionLoop loop, Runnable beforeHalt, Duration drain) {
    this.loop = loop;
    this.beforeHalt = beforeHalt;
    this.grace = drain.compareTo(LEAST) > 0 ? drain : LEAST;
    this.thread = Thread.ofPlatform().name("execution").unstarted(this::run);
  }

  /**
   * A thread that is going to run the loop.
   *
   * @param beforeHalt what is done last when it fails
   * @param drain how long what runs may go on when it is closed; three seconds at least
   */
  static LoopThread of(ExecutionLoop loop, Runnable beforeHalt, Duration drain) {
    return new LoopThread(loop, beforeHalt, drain);
  }

  /** Starts the loop; gives this back. */
  LoopThread begin() {
    thread.start();
    return this;
  }

  /**
   * A failure after the start ends the process: its supervisor starts it anew, or asks a person.
   */
  @SuppressWarnings("IllegalCatch") // whatever it is, nothing may go on, and somebody must be told
  private void run() {
    try {
      loop.run();
    } catch (RuntimeException | Error e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
      LOG.error("stopped", e);
    }
    loop.close(failure.isPresent() ? Duration.ZERO : grace);
    if (failure.isPresent() && started) {
      beforeHalt.run();
      Runtime.getRuntime().halt(STOPPED);
    }
  }

  /**
   * Returns when the loop is ready; throws when it ended instead, or nothing moves: how long a
   * ledger takes to be read is the ledger's.
   */
  void awaitReady() {
    Patience patience = new Patience(START, Instant.now());
    while (loop.notReady().isPresent()) {
      if (isOver()) {
        throw new StartException(failure.orElse("stopped while starting"));
      }
      if (patience.isOver(loop.replayed(), Instant.now())) {
        throw new StartException(
            "not ready, and nothing moved for 2 minutes: " + loop.notReady().orElse("late"));
      }
      nap();
    }
    started = true;
    failure.ifPresent(why -> {
      throw new StartException(why);
    });
  }

  private static void nap() {
    try {
      Thread.sleep(NAP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while starting", e);
    }
  }

  /** Its health; {@code notes} are for whoever asks while it works. */
  Health health(List<String> notes) {
    if (isOver()) {
      return Health.dead(failure.orElse("stopped"));
    }
    return loop.notReady().map(Health::notReady).orElseGet(() -> Health.ready(notes));
  }

  private boolean isOver() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  /** How long {@link #close} takes at most. */
  Duration patience() {
    return grace.plus(LEAVING);
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(patience());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

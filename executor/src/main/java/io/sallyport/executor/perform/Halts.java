package io.sallyport.executor.perform;

import io.sallyport.contract.Code;
import io.sallyport.contract.revocation.Revocations;
import io.sallyport.executor.ledger.LedgerTime;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.verify.SealedAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why nothing of an action may be begun now. Safe for any thread.
 *
 * @param revocations what is revoked
 * @param clock this machine's
 */
record Halts(Revocations revocations, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Halts.class);
  private static final Duration NAP = Duration.ofMillis(50);

  /** Of a claimed action. What is late is over whatever else it is. */
  Optional<Code> of(SealedAction action, Instant startBy, LedgerTime time) {
    Optional<Code> stopped = of(action, startBy);
    return isOver(action.task(), time) ? Optional.of(Code.EXPIRED) : stopped;
  }

  /** By this machine's clock it was not over when it was claimed, and may not be yet. */
  private boolean isOver(Task task, LedgerTime time) {
    if (!time.isOver(task)) {
      return false;
    }
    if (!task.isExpired(clock.instant(), time.skew())) {
      LOG.warn(
          "by the ledger's time it is too late for {}, appended {}; look at this machine's clock",
          task.action().id().text(),
          time.appended());
    }
    return true;
  }

  /**
   * As far as revocations say. What is known must be current before it is looked at: the thread may
   * have been held up in between. A while without confirmation is waited out.
   */
  Optional<Code> of(SealedAction action, Instant startBy) {
    boolean current = revocations.isCurrent();
    while (!current && clock.instant().isBefore(startBy) && nap()) {
      current = revocations.isCurrent();
    }
    return stopped(action);
  }

  /** As far as is known now. */
  Optional<Code> stopped(SealedAction action) {
    return revocations.halt(action.targets());
  }

  /** Waits a moment; false when it was cut short. */
  private static boolean nap() {
    try {
      Thread.sleep(NAP);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package io.sallyport.executor.lane;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.LedgerTime;
import io.sallyport.executor.verify.SealedAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A claim that this process made, from its turn until its ending is in the ledger.
 *
 * @param action what is performed
 * @param claim under which
 * @param since {@link System#nanoTime} when it was planned
 * @param started whether its thread was started, which happens after the commit only
 * @param ending how it ended, once it has
 */
record Run(SealedAction action, Claim claim, long since, boolean started, Optional<Ending> ending) {
  static Run of(SealedAction action, Claim claim) {
    return new Run(action, claim, System.nanoTime(), false, Optional.empty());
  }

  Run begun() {
    return new Run(action, claim, since, true, ending);
  }

  Run ended(Ending how) {
    return new Run(action, claim, since, true, Optional.of(how));
  }

  /** What time it is for it, from when its claim was appended. */
  LedgerTime time(Instant appended, Duration skew) {
    return new LedgerTime(appended, since, skew);
  }
}

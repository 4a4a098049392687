package io.sallyport.executor.claim;

import io.sallyport.contract.id.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What whoever witnesses a chain is told of it: its newest receipt, so often and no oftener. Only
 * what was committed counts. One thread at a time.
 */
final class Words {
  private final Duration every;
  private Instant told = Instant.EPOCH;
  private Optional<Bytes> untold = Optional.empty();
  private Optional<Bytes> newest = Optional.empty();

  Words(Duration every) {
    this.every = every;
  }

  /** A transaction begins, whatever became of the one before. */
  void begin() {
    newest = untold;
  }

  /** It writes that receipt. */
  void wrote(byte[] jws) {
    newest = Optional.of(Bytes.of(jws));
  }

  /** What is to be told in it. */
  Optional<Bytes> due(Instant now) {
    return newest.filter(_ -> isTime(now));
  }

  /** It was committed, and what was due at {@code now} was told. */
  void committed(Instant now) {
    boolean isTold = due(now).isPresent();
    told = isTold ? now : told;
    untold = isTold ? Optional.empty() : newest;
  }

  /** Whether something is untold for so long that it needs a transaction of its own. */
  boolean isOwing(Instant now) {
    return untold.isPresent() && isTime(now);
  }

  /** Where a clock was put back, too. */
  private boolean isTime(Instant now) {
    return Duration.between(told, now).abs().compareTo(every) >= 0;
  }
}

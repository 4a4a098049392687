package io.sallyport.executor.lane;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How other threads reach the one that polls: they leave work here and wake it. Posting is for any
 * thread, everything else for the polling thread.
 */
public final class Mailbox {
  private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
  private final Runnable wakeup;
  private volatile boolean polling;
  private volatile @Nullable Thread waiting;

  /** A mailbox; {@code wakeup} interrupts a poll. */
  public Mailbox(Runnable wakeup) {
    this.wakeup = wakeup;
  }

  /** Leaves work for the polling thread. */
  public void post(Runnable letter) {
    letters.add(letter);
    if (polling) {
      polling = false;
      wakeup.run();
    }
    LockSupport.unpark(waiting);
  }

  /** Runs all that was left; whether there was anything. */
  public boolean open() {
    boolean any = false;
    for (Runnable letter = letters.poll(); letter != null; letter = letters.poll()) {
      letter.run();
      any = true;
    }
    return any;
  }

  /** To be called around a poll: only then is it interrupted. Whether the poll may wait. */
  public boolean beginPoll() {
    polling = true;
    return letters.isEmpty();
  }

  /** The poll is over. */
  public void endPoll() {
    polling = false;
  }

  /** Waits for a letter without polling. */
  public void await(Duration patience) {
    waiting = Thread.currentThread();
    if (letters.isEmpty()) {
      LockSupport.parkNanos(this, patience.toNanos());
    }
    waiting = null;
  }
}

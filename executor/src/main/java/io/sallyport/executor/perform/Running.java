package io.sallyport.executor.perform;

import io.sallyport.contract.revocation.Target;
import java.util.Set;

/** One action that is performed now, and can be cut short. Safe for any thread. */
final class Running {
  private final Thread thread = Thread.currentThread();
  private final Set<Target> targets;
  private boolean over;
  private boolean cut;

  /** An action of the calling thread. */
  Running(Set<Target> targets) {
    this.targets = targets;
  }

  Set<Target> targets() {
    return targets;
  }

  /** Interrupts its thread, unless it is over. */
  synchronized void cut() {
    if (!over) {
      cut = true;
      thread.interrupt();
    }
  }

  /** From now on it is not interrupted any more; on its own thread. Whether it was cut short. */
  synchronized boolean end() {
    over = true;
    if (cut) {
      Thread.interrupted();
    }
    return cut;
  }
}

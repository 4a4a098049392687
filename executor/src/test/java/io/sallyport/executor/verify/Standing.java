package io.sallyport.executor.verify;

import io.sallyport.contract.revocation.Revocations;
import io.sallyport.contract.revocation.Target;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is revoked, as a test says. */
public final class Standing implements Revocations {
  private final Set<Target> revoked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unconfirmed = new AtomicInteger();
  private volatile Runnable confirmation = () -> {};

  /** From now on this is revoked. */
  public Standing revoke(Target target) {
    revoked.add(target);
    return this;
  }

  /** From now on nobody knows. */
  public Standing unconfirmed() {
    return unconfirmedFor(Integer.MAX_VALUE);
  }

  /** Nobody knows when asked so many times. */
  public Standing unconfirmedFor(int questions) {
    unconfirmed.set(questions);
    return this;
  }

  /** Happens before it is confirmed. */
  public void onConfirmation(Runnable happening) {
    confirmation = happening;
  }

  @Override
  public boolean isCurrent() {
    boolean current = unconfirmed.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    if (current) {
      confirmation.run();
    }
    return current;
  }

  @Override
  public boolean stops(Set<Target> targets) {
    return revoked.contains(Target.EVERYTHING) || targets.stream().anyMatch(revoked::contains);
  }

  @Override
  public boolean isRevoked(Target target) {
    return revoked.contains(target);
  }
}

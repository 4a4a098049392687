package io.sallyport.executor.credential;

import io.sallyport.contract.id.RandomId;
import io.sallyport.contract.receipt.Execution;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many leases of one credential are held at the same time, and for how long. Safe for any
 * thread.
 */
public final class LeaseLimit {
  private final String credential;
  private final Duration longest;
  private final Semaphore free;
  private volatile LeaseEvents events = (name, event) -> {};

  /**
   * At most {@code leases} at a time; throws when receipts cannot name the credential.
   *
   * @param credential the name of the Credential document
   * @param longest how long each may be held
   */
  public LeaseLimit(String credential, int leases, Duration longest) {
    this.credential = credential;
    this.longest = longest;
    this.free = new Semaphore(leases, true);
    terms(Optional.empty());
  }

  /** The name of the Credential document. */
  public String credential() {
    return credential;
  }

  /** How long one lease may be held. */
  public Duration longest() {
    return longest;
  }

  /** Waits for a free lease; whether there is one now, to be {@link #release released}. */
  public boolean acquire(Duration patience) {
    try {
      return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** From now on tells what becomes of leases. */
  public void report(LeaseEvents listener) {
    events = listener;
  }

  /** It happened to one of the leases. */
  public void tell(LeaseEvents.Event event) {
    events.happened(credential, event);
  }

  /** One lease is over. */
  public void release() {
    free.release();
  }

  /** A new lease as receipts name it; its id is random and says nothing of the secret. */
  public Execution.Lease terms(Optional<String> scope) {
    return new Execution.Lease(RandomId.next(), credential, scope);
  }
}

package io.sallyport.executor.credential;

import java.time.Duration;
import java.util.Optional;

/** Where leases for one target come from; safe for any thread, blocking. */
public interface Credential {
  /** A lease for one action, after waiting up to its patience; empty means none. */
  Optional<Lease> lease(LeaseRequest request);

  /** The longest time that one lease is held; whoever holds it gives it back by then. */
  Duration longest();
}

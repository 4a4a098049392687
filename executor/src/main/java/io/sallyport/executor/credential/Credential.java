package io.sallyport.executor.credential;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where leases for one target come from; safe for any thread, blocking. */
public interface Credential {
  /** A lease for one action, after waiting up to its patience; empty means none. */
  Optional<Lease> lease(LeaseRequest request);

  /** The longest time that one lease is held; whoever holds it gives it back by then. */
  Duration longest();

  /** The fields of an action that its leases are narrowed by. */
  default List<String> fields() {
    return List.of();
  }

  /** From now on tells what becomes of its leases. */
  default void report(LeaseEvents events) {}

  /** Lends no more, and takes back what is still lent; returns after {@code time} at the latest. */
  default void close(Duration time) {}

  /** Takes back what former processes left behind, as far as it is over; blocks, and is bounded. */
  default void tidy() {}
}

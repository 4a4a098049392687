package io.sallyport.executor.credential;

/** Hears what becomes of leases, to count it; safe for any thread. */
@FunctionalInterface
public interface LeaseEvents {
  /** What can become of a lease. */
  enum Event {
    /** An action got it. */
    GRANTED,
    /** An action got none. */
    REFUSED,
    /** Its issuer took it back. */
    REVOKED,
    /** Its issuer did not; it ends by itself. */
    UNREVOKED
  }

  /** It happened to a lease of this credential. */
  void happened(String credential, Event event);
}

package io.sallyport.executor.credential;

import java.time.Duration;
import java.util.Optional;

/** For handlers that need no credential: its leases hold nothing, and receipts name none. */
public final class NoCredential implements Credential {
  private static final Duration LONGER_THAN_ANY_TIMEOUT = Duration.ofMinutes(5);

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    return Optional.of(Lease.none());
  }

  @Override
  public Duration longest() {
    return LONGER_THAN_ANY_TIMEOUT;
  }
}

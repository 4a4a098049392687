package io.sallyport.executor.credential;

import io.sallyport.contract.id.RandomId;
import io.sallyport.contract.receipt.ReceiptBody;
import java.time.Duration;
import java.util.Optional;

/** For handlers that need no credential: its leases hold nothing, and receipts say so. */
public final class NoCredential implements Credential {
  /** What receipts name in place of a Credential document. */
  public static final String NAME = "(none)";

  private static final Duration LONGER_THAN_ANY_TIMEOUT = Duration.ofMinutes(5);

  @Override
  public Optional<Lease> lease(LeaseRequest request) {
    ReceiptBody.Lease terms = new ReceiptBody.Lease(RandomId.next(), NAME, Optional.empty());
    return Optional.of(new Lease(new byte[0], terms, () -> {}));
  }

  @Override
  public Duration longest() {
    return LONGER_THAN_ANY_TIMEOUT;
  }
}

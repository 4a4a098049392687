package io.sallyport.executor.verify;

import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.PinnedKey.State;
import io.sallyport.service.metrics.Gauge;
import io.sallyport.service.metrics.Metrics;
import java.time.Instant;
import java.util.List;

/** Until when whoever verifies mandates believes the keys that it pins. */
public final class KeyMetrics {
  private KeyMetrics() {}

  /**
   * A key without an end has no sample, and none that has to end: whose state says that nothing is
   * signed with it any more.
   */
  public static void register(Metrics metrics, List<PinnedKey> keys) {
    Gauge ends =
        metrics.gauge(
            "sallyport_executor_key_not_after_seconds",
            "When mandates of this pinned key, next or active, count no more, since 1970.",
            "key");
    for (PinnedKey key : keys) {
      boolean signs = key.state() == State.NEXT || key.state() == State.ACTIVE;
      if (signs && key.notAfter().isBefore(Instant.MAX)) {
        ends.set((double) key.notAfter().getEpochSecond(), key.jwk().thumbprint());
      }
    }
  }
}

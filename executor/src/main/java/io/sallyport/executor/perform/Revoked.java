package io.sallyport.executor.perform;

import io.sallyport.contract.Code;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationWatch;
import io.sallyport.executor.outcome.ExecutorMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from news of the topic of revocations.
 *
 * @param performing whose running actions are cut short
 * @param metrics counts
 */
public record Revoked(Performing performing, ExecutorMetrics metrics)
    implements RevocationWatch.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Revoked.class);

  @Override
  public void taken(Revocation revocation) {
    switch (revocation.order()) {
      case Order.Revoke(var target) -> {
        performing.revoked();
        LOG.warn("revoked by {}: {}", revocation.operator(), target.text());
      }
      case Order.Lift(String id) -> LOG.warn("{} lifts {}", revocation.operator(), id);
    }
    metrics.revocation("taken");
  }

  @Override
  public void refused(Code code) {
    metrics.revocation(code.text());
    if (code == Code.REVOCATIONS_FULL) {
      performing.revoked();
    }
  }
}

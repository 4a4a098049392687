package io.sallyport.executor.perform;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.outcome.Endings;
import io.sallyport.executor.verify.SealedAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Leases a credential and performs one claimed action. Safe for any thread.
 *
 * @param routes the way of each action type to its target
 * @param clock the wall clock
 */
public record Performing(Map<String, Route> routes, Clock clock) {
  /** How long a claim may wait for its credential and its first byte. */
  static final Duration ALLOWANCE = Duration.ofSeconds(10);

  /**
   * The way of an action type to its target.
   *
   * @param credential where its lease comes from
   * @param handler performs it
   */
  public record Route(Credential credential, Handler handler) {
    /** How long a claim lasts: at its deadline the action has ended, whatever happened. */
    public Duration budget() {
      return ALLOWANCE.plus(handler.timeout());
    }
  }

  /** Copies the routes. */
  public Performing {
    routes = Map.copyOf(routes);
  }

  /** Performs the action, or says why nothing was sent; blocks until it has ended. */
  public Ending perform(SealedAction action, Claim claim) {
    Route route = routes.get(claim.action().type());
    if (route == null) {
      throw new IllegalStateException("a verified action of a type without a handler");
    }
    Instant startBy = claim.deadline().minus(route.handler().timeout());
    Duration patience = Duration.between(clock.instant(), startBy);
    if (patience.isNegative()) {
      return Endings.of(Performed.notExecuted(Code.DEADLINE_PASSED));
    }
    ActionId id = claim.action().id();
    Optional<Lease> leased =
        route.credential().lease(new LeaseRequest(id, action.fields(), patience));
    if (leased.isEmpty()) {
      return Endings.of(Performed.notExecuted(Code.LEASE_FAILED));
    }
    Instant endBy = clock.instant().plus(route.credential().longest());
    try (Lease lease = leased.get()) {
      Performance.Times times = new Performance.Times(startBy, endBy, clock);
      Performance performance = new Performance(id, action.fields(), lease, times);
      return Endings.of(route.handler().perform(performance));
    }
  }
}

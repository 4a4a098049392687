package io.sallyport.executor.perform;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.RandomId;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.revocation.Revocations;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.handler.Handler;
import io.sallyport.executor.handler.Joining;
import io.sallyport.executor.handler.Joining.Joined;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.ledger.Claiming;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.ledger.LedgerTime;
import io.sallyport.executor.ledger.Task;
import io.sallyport.executor.ledger.Task.Manner;
import io.sallyport.executor.outcome.Endings;
import io.sallyport.executor.resilience.Attempts;
import io.sallyport.executor.resilience.Breaker;
import io.sallyport.executor.verify.SealedAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Leases a credential and performs one claimed action, unless it is revoked: before the lease,
 * before the first byte, or in the middle of it. Says beforehand which may be claimed. Safe for any
 * thread.
 */
public final class Performing implements Claiming {
  /** How long a claim may wait for its credential and its first byte. */
  static final Duration ALLOWANCE = Duration.ofSeconds(10);

  private final Map<String, Route> routes;
  private final Map<String, Joining> joinings;
  private final Revocations revocations;
  private final Halts halts;
  private final Clock clock;
  private final DoubleSupplier random;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();

  /**
   * The way of an action type to its target.
   *
   * @param credential where its lease comes from
   * @param handler performs it
   * @param attempts how often
   * @param breaker says when
   */
  public record Route(Credential credential, Handler handler, Attempts attempts, Breaker breaker) {
    /** How long a claim lasts: at its deadline the action has ended, whatever happened. */
    public Duration budget() {
      return ALLOWANCE.plus(handler.timeout());
    }
  }

  /** Performs actions on these ways, by action type; those of the latter join their turn. */
  public Performing(
      Map<String, Route> routes,
      Map<String, Joining> joinings,
      Revocations revocations,
      Clock clock) {
    this(routes, joinings, revocations, clock, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** The same, with a source of numbers from 0 and below 1 for the pauses between attempts. */
  Performing(
      Map<String, Route> routes,
      Map<String, Joining> joinings,
      Revocations revocations,
      Clock clock,
      DoubleSupplier random) {
    this.routes = Map.copyOf(routes);
    this.joinings = Map.copyOf(joinings);
    this.revocations = revocations;
    this.halts = new Halts(revocations, clock);
    this.clock = clock;
    this.random = random;
  }

  /** What its times are told by. */
  public Clock clock() {
    return clock;
  }

  /** How actions of that type are performed; empty when no handler performs them. */
  public Optional<Manner> manner(ActionType type) {
    Optional<Manner> joined =
        Optional.ofNullable(joinings.get(type.name()))
            .map(joining -> new Manner.Joined(joining.maxBytes()));
    return joined.or(() ->
        Optional.ofNullable(routes.get(type.name()))
            .map(route -> new Manner.Claimed(route.budget(), isRepeatable(type, route.handler()))));
  }

  private static boolean isRepeatable(ActionType type, Handler handler) {
    return type.idempotent() || handler.isExactlyOnce();
  }

  /** The record of an action that joins its turn, or why it has none; nothing is sent here. */
  public Joined join(SealedAction action, Instant startBy) {
    Joining joining = joining(action.task().action().type());
    return halts
        .of(action, startBy)
        .<Joined>map(Joined.Refused::new)
        .orElseGet(() -> joining.join(action.task().action().id(), action.fields()));
  }

  /** Why nothing of this action may be begun, as far as is known now. */
  public Optional<Code> stopped(SealedAction action) {
    return halts.stopped(action);
  }

  private Joining joining(String type) {
    Joining joining = joinings.get(type);
    if (joining == null) {
      throw new IllegalStateException("a verified action of a type that joins no turn");
    }
    return joining;
  }

  @Override
  public String nonce() {
    return RandomId.next();
  }

  @Override
  public Optional<Instant> notBefore(String type, Instant now) {
    return route(type).breaker().notBefore(now);
  }

  @Override
  public void claimed(Claim claim) {
    route(claim.action().type()).breaker().claimed(claim);
  }

  /** What whoever asks about the process should know of its targets. */
  public List<String> notes() {
    return routes.values().stream().flatMap(each -> each.breaker().note().stream()).toList();
  }

  private Route route(String type) {
    Route route = routes.get(type);
    if (route == null) {
      throw new IllegalStateException("a verified action of a type without a handler");
    }
    return route;
  }

  /**
   * Performs the action, or says why nothing was sent; blocks until it has ended.
   *
   * @param time by which it must not be over, whatever this machine's clock says
   */
  public Ending perform(SealedAction action, Claim claim, LedgerTime time) {
    Route route = route(claim.action().type());
    Running mine = new Running(action.targets());
    running.add(mine);
    try {
      Instant startBy = startBy(route, action.task(), claim);
      Supplier<Optional<Code>> halt = () -> halts.of(action, startBy, time);
      Attempted attempted = perform(route, new Beginning(action, claim, startBy, halt), mine);
      route.breaker().ended(claim, attempted.performed(), clock.instant());
      return ending(route, action.task(), claim, attempted);
    } finally {
      running.remove(mine);
    }
  }

  /** How an attempt ended, and what it used if a handler was called. */
  private record Attempted(Performed performed, Optional<Execution> performance) {
    static Attempted not(Code code) {
      return new Attempted(Performed.notExecuted(code), Optional.empty());
    }
  }

  private Ending ending(Route route, Task task, Claim claim, Attempted attempted) {
    Performed performed = attempted.performed();
    Ending ended = ended(performed, claim);
    Ending ending = attempted.performance().map(ended::performed).orElse(ended);
    return route
        .attempts()
        .pause(performed, claim.attempt(), task.idempotent(), random)
        .map(pause -> ending.again(new Ending.Again(task, pause)))
        .orElse(ending);
  }

  /** That a later attempt did nothing does not say that no former one did. */
  private static Ending ended(Performed performed, Claim claim) {
    return claim.tried().doubtful()
            && performed instanceof Performed.NotExecuted(var code, var answer)
        ? Endings.of(new Performed.InDoubt(code, answer))
        : Endings.of(performed);
  }

  /** Something was revoked: what runs and has it is cut short. */
  public void revoked() {
    running.stream().filter(each -> revocations.stops(each.targets())).forEach(Running::cut);
  }

  /** A claimed action, until when it may be begun, and why not even then. */
  private record Beginning(
      SealedAction action, Claim claim, Instant startBy, Supplier<Optional<Code>> halt) {}

  private Attempted perform(Route route, Beginning of, Running mine) {
    Optional<Code> halted = of.halt().get();
    if (halted.isPresent()) {
      return Attempted.not(halted.get());
    }
    Duration patience = Duration.between(clock.instant(), of.startBy());
    if (patience.isNegative()) {
      return Attempted.not(Code.DEADLINE_PASSED);
    }
    Optional<Lease> leased = route.credential().lease(request(of.action(), of.claim(), patience));
    if (leased.isEmpty()) {
      return Attempted.not(mine.end() ? Code.REVOKED : Code.LEASE_FAILED);
    }
    Instant endBy = clock.instant().plus(route.credential().longest());
    try (Lease lease = leased.get()) {
      Performance.Times times = new Performance.Times(of.startBy(), endBy, clock);
      ActionId id = of.claim().action().id();
      Performance performance = new Performance(id, of.action().fields(), lease, times, of.halt());
      Instant started = clock.instant();
      Performed performed = meaning(route.handler().perform(performance), mine);
      return new Attempted(
          performed, Optional.of(new Execution(started, clock.instant(), lease.terms())));
    }
  }

  private static LeaseRequest request(SealedAction action, Claim claim, Duration patience) {
    return new LeaseRequest(
        claim.action().id(),
        action.fields(),
        patience,
        Optional.of(new LeaseRequest.Claimed(action.record(), claim.attempt(), claim.deadline())));
  }

  /** The handler has its whole time before the deadline; a later attempt never begins late. */
  private static Instant startBy(Route route, Task task, Claim claim) {
    Instant startBy = claim.deadline().minus(route.handler().timeout());
    Instant expires = task.life().expires();
    return claim.attempt() > 1 && expires.isBefore(startBy) ? expires : startBy;
  }

  /** What was cut short says why; what the target answered all the same, counts. */
  private static Performed meaning(Performed performed, Running mine) {
    if (!mine.end() || performed.answer().isPresent()) {
      return performed;
    }
    return switch (performed) {
      case Performed.Succeeded succeeded -> succeeded;
      case Performed.NotExecuted _ -> Performed.notExecuted(Code.REVOKED);
      case Performed.InDoubt _ -> Performed.inDoubt(Code.REVOKED);
    };
  }
}

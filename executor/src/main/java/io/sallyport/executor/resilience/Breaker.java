package io.sallyport.executor.resilience;

import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.executor.handler.Performed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a handler's next action may be claimed: not while its circuit is open, and not while as
 * many run as may. What a process learns of a target, it forgets when it ends. Safe for any thread.
 */
public final class Breaker {
  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

  /** After how long it is worth asking again whether something has ended. */
  private static final Duration RECHECK = Duration.ofMillis(100);

  private final String handler;
  private final Optional<Circuit> circuit;
  private final Set<Integer> down;
  private final int concurrency;
  private final CircuitEvents events;
  private final Map<String, Instant> running = new HashMap<>();

  /** A breaker of {@code handler}; its circuit is closed. */
  public Breaker(String handler, Resilience resilience, CircuitEvents events) {
    this.handler = handler;
    this.circuit = resilience.circuit().map(Circuit::new);
    this.down = resilience.circuit().map(CircuitSpec::statuses).orElse(Set.of());
    this.concurrency = resilience.concurrency();
    this.events = events;
    circuit.ifPresent(mine -> events.changed(handler, mine.state().phase()));
  }

  /** When to ask again, if no action may be claimed now. */
  public synchronized Optional<Instant> notBefore(Instant now) {
    if (running.size() >= concurrency) {
      running.values().removeIf(now::isAfter);
    }
    return running.size() >= concurrency
        ? Optional.of(now.plus(RECHECK))
        : circuit.flatMap(mine -> mine.notBefore(now)).map(until -> soon(until, now));
  }

  /** A probe is likely to end long before its deadline. */
  private Instant soon(Instant until, Instant now) {
    boolean probed = state().filter(Circuit.State.HalfOpen.class::isInstance).isPresent();
    Instant again = now.plus(RECHECK);
    return probed && again.isBefore(until) ? again : until;
  }

  /** An action is about to be claimed. */
  public synchronized void claimed(Claim claim) {
    if (concurrency < Integer.MAX_VALUE) {
      running.put(claim.nonce(), claim.deadline());
    }
    change(mine -> mine.claimed(claim.nonce(), claim.deadline()));
  }

  /** A claimed action has ended so. */
  public synchronized void ended(Claim claim, Performed performed, Instant now) {
    running.remove(claim.nonce());
    change(mine -> mine.ended(claim.nonce(), Signal.of(performed, down), now));
  }

  /** What whoever asks about the process should know of this circuit. */
  public synchronized Optional<String> note() {
    return state()
        .map(Circuit.State::phase)
        .filter(phase -> phase != Phase.CLOSED)
        .map(phase -> "handler " + handler + ": the circuit is " + phase.text());
  }

  private Optional<Circuit.State> state() {
    return circuit.map(Circuit::state);
  }

  private void change(Consumer<Circuit> step) {
    Phase before = phase();
    circuit.ifPresent(step);
    Phase after = phase();
    if (after == before) {
      return;
    }
    events.changed(handler, after);
    if (after == Phase.OPEN) {
      LOG.warn("handler {}: the circuit is open, its actions wait until they expire", handler);
    } else {
      LOG.info("handler {}: the circuit is {}", handler, after.text());
    }
  }

  private Phase phase() {
    return state().map(Circuit.State::phase).orElse(Phase.CLOSED);
  }
}

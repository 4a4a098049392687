package io.sallyport.executor.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A circuit breaker: after so many failures in a row nothing starts for a while; then one attempt
 * decides. Reads no clock. Owned by its {@link Breaker}.
 */
final class Circuit {
  private final int failures;
  private final Duration open;
  private State state = new State.Closed(0);

  /** Where a circuit stands. */
  sealed interface State {
    /** Everything starts. */
    record Closed(int failures) implements State {}

    /** Nothing starts before {@code until}. */
    record Open(Instant until) implements State {}

    /** One attempt decides; if it was never made, another one may when its claim is over. */
    record HalfOpen(String nonce, Instant until) implements State {}

    /** What others are told of it. */
    default Phase phase() {
      return switch (this) {
        case Closed _ -> Phase.CLOSED;
        case Open _ -> Phase.OPEN;
        case HalfOpen _ -> Phase.HALF_OPEN;
      };
    }
  }

  Circuit(CircuitSpec spec) {
    this.failures = spec.failures();
    this.open = spec.open();
  }

  State state() {
    return state;
  }

  /** When to ask again, if nothing may start now: not before the state can have changed. */
  Optional<Instant> notBefore(Instant now) {
    return switch (state) {
      case State.Closed _ -> Optional.empty();
      case State.Open(Instant until) -> Optional.of(until).filter(now::isBefore);
      case State.HalfOpen(var _, Instant until) -> Optional.of(until).filter(now::isBefore);
    };
  }

  /** An action was claimed, as {@link #notBefore} allowed; it has ended by {@code deadline}. */
  void claimed(String nonce, Instant deadline) {
    if (!(state instanceof State.Closed)) {
      state = new State.HalfOpen(nonce, deadline);
    }
  }

  /** A claimed action has ended; what was begun before the circuit opened tells nothing new. */
  void ended(String nonce, Signal signal, Instant now) {
    state =
        switch (state) {
          case State.Closed(int count) -> counted(count, signal, now);
          case State.Open still -> still;
          case State.HalfOpen(String probe, Instant until) ->
              probe.equals(nonce) ? decided(probe, signal, now) : new State.HalfOpen(probe, until);
        };
  }

  private State counted(int count, Signal signal, Instant now) {
    return switch (signal) {
      case UP -> new State.Closed(0);
      case NONE -> new State.Closed(count);
      case DOWN ->
          count + 1 < failures ? new State.Closed(count + 1) : new State.Open(now.plus(open));
    };
  }

  /** An attempt that asked nothing leaves the decision to the next. */
  private State decided(String nonce, Signal signal, Instant now) {
    return switch (signal) {
      case UP -> new State.Closed(0);
      case DOWN -> new State.Open(now.plus(open));
      case NONE -> new State.HalfOpen(nonce, now);
    };
  }
}

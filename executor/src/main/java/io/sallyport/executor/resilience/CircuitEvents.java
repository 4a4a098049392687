package io.sallyport.executor.resilience;

/** Is told of circuits, by any thread. */
@FunctionalInterface
public interface CircuitEvents {
  /** Nobody listens. */
  CircuitEvents UNHEARD = (handler, phase) -> {};

  /** The handler's circuit is in that phase from now on. */
  void changed(String handler, Phase phase);
}

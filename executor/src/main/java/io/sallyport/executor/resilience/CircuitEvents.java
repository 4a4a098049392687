package io.sallyport.executor.resilience;

/** Is told of circuits, by any thread. */
@FunctionalInterface
public interface CircuitEvents {
  /** Nobody listens. */
  CircuitEvents UNHEARD = (handler, state) -> {};

  /** The handler's circuit is {@code closed}, {@code open} or {@code half-open} from now on. */
  void changed(String handler, String state);
}

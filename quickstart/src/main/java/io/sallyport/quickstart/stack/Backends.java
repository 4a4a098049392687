package io.sallyport.quickstart.stack;

import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;

/** Who starts the broker and the registry of a stack. */
@FunctionalInterface
public interface Backends {
  /**
   * Starts them on the ports of {@code endpoints}, with the files that lie in their homes. They
   * need not be ready when this returns, and end after the stack's own processes, by their owner.
   */
  void start(DataDirectory data, Endpoints endpoints);
}

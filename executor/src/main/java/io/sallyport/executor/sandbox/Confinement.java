package io.sallyport.executor.sandbox;

import io.sallyport.service.config.ByteCount;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a program is confined to.
 *
 * @param layers what holds it, at least one
 * @param environment its variables, and no others
 * @param read files and directories that it may read and execute, beside the system's libraries
 * @param bounds of its resources
 * @param port the one TCP port that it may connect to; without it there is no network
 */
public record Confinement(
    Set<Layer> layers,
    Map<String, String> environment,
    List<Path> read,
    Bounds bounds,
    Optional<Integer> port) {
  private static final Set<Layer> NETWORKED = Set.of(Layer.BUBBLEWRAP, Layer.SECCOMP);

  /** Copies, and refuses a program that nothing would hold. */
  public Confinement {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("require names at least one layer");
    }
    layers = Set.copyOf(EnumSet.copyOf(layers));
    environment = Map.copyOf(environment);
    read = List.copyOf(read);
    if (port.isPresent() && !layers.containsAll(NETWORKED)) {
      throw new IllegalArgumentException(
          "a program with a network needs bubblewrap and seccomp among its layers");
    }
  }

  /** Without a network. */
  public Confinement(
      Set<Layer> layers, Map<String, String> environment, List<Path> read, Bounds bounds) {
    this(layers, environment, read, bounds, Optional.empty());
  }

  /**
   * Bounds of one run.
   *
   * @param cpuSeconds of each process
   * @param memory address space of each process
   * @param processes and threads at the same time, with bubblewrap's own one
   * @param files open in each process, with the three standard ones
   * @param scratch bytes of the directory that is there for the run, and of each file
   */
  public record Bounds(
      int cpuSeconds, ByteCount memory, int processes, int files, ByteCount scratch) {}

  boolean has(Layer layer) {
    return layers.contains(layer);
  }

  /** The same, which may connect to that port. */
  public Confinement connecting(int to) {
    return new Confinement(layers, environment, read, bounds, Optional.of(to));
  }

  /** The same with this layer alone, and so without a network. */
  Confinement only(Layer layer) {
    return new Confinement(Set.of(layer), environment, read, bounds);
  }
}

package io.sallyport.executor.bundle;

import io.sallyport.executor.credential.SecretFile;
import io.sallyport.service.config.ConfigNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files that leases are made from, which a bundle's Credential documents name. Either this
 * process uses them, or a minter does; then nobody looks into them here. Used by one thread.
 */
public final class Roots {
  private final boolean mine;
  private final List<Path> named = new ArrayList<>();

  private Roots(boolean mine) {
    this.mine = mine;
  }

  /** They lie here, and each must be fit for use. */
  public static Roots mine() {
    return new Roots(true);
  }

  /** A minter has them. */
  public static Roots ofMinter() {
    return new Roots(false);
  }

  /** The document names a file; what is wrong with it counts where it is used. */
  void check(ConfigNode node, String key, SecretFile file, Supplier<Optional<String>> problem) {
    named.add(file.file());
    if (mine) {
      problem.get().ifPresent(rule -> node.problem(key, "the file " + rule));
    }
  }

  /** Those that this process could read. */
  public List<Path> readable() {
    return named.stream().filter(Files::isReadable).distinct().toList();
  }
}

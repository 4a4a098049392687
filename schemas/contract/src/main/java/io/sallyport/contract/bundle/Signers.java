package io.sallyport.contract.bundle;

import io.sallyport.contract.jws.Jwk;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.service.process.StartException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who has to sign a process's bundle, as its own file says: {@code maintainers}, or {@code dev:
 * true} where unsigned bundles load.
 *
 * @param threshold how many of the keys; 0 under {@code dev}
 * @param keyFiles files with the maintainers' public keys
 */
public record Signers(int threshold, List<Path> keyFiles) {
  /** Nobody: unsigned bundles load, as version 0. */
  public static final Signers NOBODY = new Signers(0, List.of());

  /** Copies the files. */
  public Signers {
    keyFiles = List.copyOf(keyFiles);
  }

  /** Reads {@code maintainers} and {@code dev}; exactly one of them must be there. */
  public static Signers read(ConfigNode spec) {
    boolean dev = spec.flag("dev", false);
    Optional<ConfigNode> maintainers = spec.optionalChild("maintainers");
    if (dev == maintainers.isPresent()) {
      spec.problem("maintainers", "name them, or dev: true where unsigned bundles may load");
    }
    if (maintainers.isEmpty()) {
      return NOBODY;
    }
    ConfigNode node = maintainers.get();
    List<Path> keyFiles = node.paths("keyFiles");
    if (keyFiles.isEmpty()) {
      node.problem("keyFiles", "at least one is needed");
    }
    int most = Math.max(1, Math.min(keyFiles.size(), Maintainers.MAX_SIGNATURES));
    return new Signers((int) node.integer("threshold", 1, most), keyFiles);
  }

  /** Reads the keys; throws {@link StartException} when that cannot be done. */
  public Optional<Maintainers> open() {
    if (threshold == 0) {
      return Optional.empty();
    }
    try {
      List<Jwk> keys = keyFiles.stream().map(KeyFile::readPublic).toList();
      return Optional.of(new Maintainers(threshold, keys));
    } catch (KeyFile.Unusable | IllegalArgumentException e) {
      throw new StartException("maintainers: " + e.getMessage(), e);
    }
  }
}

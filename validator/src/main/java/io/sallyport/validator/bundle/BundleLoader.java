package io.sallyport.validator.bundle;

import io.sallyport.contract.bundle.SignedDirectory;
import io.sallyport.contract.id.Digest;
import io.sallyport.service.config.ConfigException;
import java.nio.file.Path;

/**
 * Loads the bundle of one directory, now and again. Immutable.
 *
 * @param directory where its files lie, and who must have signed them
 * @param home the directory of the process's own file, where relative references start
 * @param limits what holds for every bundle
 */
public record BundleLoader(SignedDirectory directory, Path home, BundleLimits limits) {

  /**
   * A bundle as it was found.
   *
   * @param stamp the loader's from before it was loaded
   * @param bundle what was loaded
   */
  public record Stamped(Digest stamp, Bundle bundle) {}

  /** Changes whenever anything changes that decides whether and what it loads. */
  public Digest stamp() {
    return directory.stamp();
  }

  /** Loads it; throws {@link ConfigException} with all problems. */
  public Bundle load() {
    SignedDirectory.Signed signed = directory.read();
    return BundleReader.read(directory.path(), signed.files(), signed.version(), home, limits);
  }

  /** Loads it as {@link #load} does, and tells which it is. */
  public Stamped loadStamped() {
    Digest stamp = stamp();
    return new Stamped(stamp, load());
  }

  /** Why these files do not load. */
  public ConfigException refused(String message) {
    return directory.refused(message);
  }
}

package io.sallyport.cli.lint;

import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.SignedDirectory.Role;
import io.sallyport.service.config.ConfigException;
import java.nio.file.Path;

/** What a maintainer may sign. */
public final class SoundBundle {
  private SoundBundle() {}

  /** Who uses the bundle; throws {@link ConfigException} with all that is wrong with it. */
  public static Role require(Path directory) {
    Lint lint = Lint.of(directory);
    if (!lint.problems().isEmpty()) {
      throw new ConfigException(lint.problems());
    }
    return roleOf(directory);
  }

  /** Who uses the bundle, by the kinds of its documents. */
  public static Role roleOf(Path directory) {
    return ExecutorBundle.isOne(directory, BundleFiles.read(directory))
        ? Role.EXECUTOR
        : Role.VALIDATOR;
  }
}

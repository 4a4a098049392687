package io.sallyport.cli.stack;

import io.sallyport.cli.lint.SoundBundle;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.bundle.SignedDirectory.Role;
import io.sallyport.service.config.ConfigException;
import java.nio.file.Path;

/** A bundle that somebody gives a stack: linted before any process sees it. */
final class OwnBundle {
  private OwnBundle() {}

  /** Its absolute path; throws {@link ConfigException} with all that is wrong with it. */
  static String validator(Path directory) {
    return sound(directory, Role.VALIDATOR, "--executor-bundle");
  }

  /** The same of an executor's bundle. */
  static String executor(Path directory) {
    return sound(directory, Role.EXECUTOR, "--bundle");
  }

  private static String sound(Path directory, Role role, String other) {
    if (SoundBundle.require(directory) != role) {
      throw new CannotRun(
          directory + " is the other side's bundle.",
          "'sallyport up " + other + " " + directory + "' takes it.");
    }
    return directory.toAbsolutePath().normalize().toString();
  }
}

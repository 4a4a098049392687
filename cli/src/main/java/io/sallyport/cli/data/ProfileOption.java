package io.sallyport.cli.data;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** As whom a command is given. */
public final class ProfileOption {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Who you are (default: DIR/operator/profile.yaml).")
  private Optional<Path> file = Optional.empty();

  /** The profile. */
  public Profile read() {
    return Profile.read(file.orElseGet(() -> data.directory().profile()));
  }
}

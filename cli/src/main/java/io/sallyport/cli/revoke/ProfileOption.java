package io.sallyport.cli.revoke;

import io.sallyport.cli.data.DataOption;
import io.sallyport.cli.data.Profile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** As whom a command is given. */
final class ProfileOption {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Who you are (default: DIR/operator/profile.yaml).")
  private Optional<Path> file = Optional.empty();

  Profile read() {
    return Profile.read(file.orElseGet(() -> data.directory().profile()));
  }
}

package io.sallyport.cli.approver;

import io.sallyport.cli.data.DataOption;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which approver gives a command. */
public final class ApproverOptions {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Who you are (default: DIR/approver-1/profile.yaml).")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "Your own action schemas and Approvers document (default: the profile's).")
  private Optional<Path> bundle = Optional.empty();

  /** The profile. */
  public ApproverProfile read() {
    ApproverProfile profile =
        ApproverProfile.read(file.orElseGet(() -> data.directory().approver()));
    return bundle.map(profile::withBundle).orElse(profile);
  }
}

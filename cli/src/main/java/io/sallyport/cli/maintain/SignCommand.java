package io.sallyport.cli.maintain;

import io.sallyport.cli.lint.SoundBundle;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.BundleSignature;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.bundle.SignedDirectory.Role;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a bundle. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Signs the files of a bundle as one version, for the role whose documents they are, and adds",
      "the signature to bundle.jws beside them. A bundle that does not load is not signed.",
      "Signatures over other files, or another version, are dropped."
    },
    footer = {
      "%nExamples:",
      "  sallyport bundle sign bundle --key maintainer-1.pem --number 7",
      "  sallyport bundle sign bundle --key maintainer-2.pem --number 7   # the second of two"
    })
final class SignCommand implements Callable<Integer> {
  private final Console console;
  private final InstantSource clock;

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle's directory.")
  private Path directory = Path.of("");

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your private key.")
  private Path keyFile = Path.of("");

  @Option(
      names = "--number",
      required = true,
      paramLabel = "N",
      description = "The version: from 1, and higher than the one before.")
  private long version;

  SignCommand(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (version < 1) {
      throw new CannotRun("--number is " + version + ".", "Versions begin with 1 and rise.");
    }
    Role role = SoundBundle.require(directory);
    BundleVersion signed = new BundleVersion(BundleFiles.read(directory).digest(), version);
    SigningKey key = key();
    String jws = new BundleSignature(role.text(), signed, clock.instant()).sign(key);
    int signatures = SignatureFile.of(directory).add(signed, jws);
    console.line(
        "signed version %d of the %s bundle ".formatted(version, role.text())
            + signed.digest().text()
            + " with "
            + key.keyId());
    console.note(signatures + " signatures are over these files and this version now.");
    return ExitCode.DONE;
  }

  private SigningKey key() {
    try {
      return KeyFile.readPrivate(keyFile);
    } catch (KeyFile.Unusable e) {
      throw new CannotRun(
          String.valueOf(e.getMessage()), "Make a key with 'sallyport keys generate NAME'.", e);
    }
  }
}

package io.sallyport.cli.maintain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.lint.SoundBundle;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.bundle.BundleFiles;
import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.contract.bundle.Maintainers;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether enough maintainers signed a bundle. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Tells whether enough maintainers signed the files of a bundle for the role whose documents",
      "they are, as that role would. Exits 1 when they have not."
    },
    footer = {
      "%nExamples:",
      "  sallyport bundle verify bundle --threshold 2 --key-file m1.jwk --key-file m2.jwk",
      "  sallyport bundle verify bundle --threshold 1 --key-file m1.jwk --output json"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;
  private final InstantSource clock;
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle's directory.")
  private Path directory = Path.of("");

  @Option(
      names = "--key-file",
      required = true,
      paramLabel = "FILE",
      description = "A maintainer's public key; once for each of them.")
  private List<Path> keyFiles = List.of();

  @Option(names = "--threshold", required = true, paramLabel = "K", description = "How many.")
  private int threshold;

  VerifyCommand(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Digest digest = BundleFiles.read(directory).digest();
    String role = SoundBundle.roleOf(directory).text();
    String signatures = SignatureFile.of(directory).text();
    return switch (maintainers().check(role, digest, signatures, clock.instant())) {
      case Maintainers.Signed(BundleVersion version) -> {
        tell(digest, version.number(), "signed as version " + version.number());
        yield ExitCode.DONE;
      }
      case Maintainers.TooFew(int valid) -> {
        tell(digest, 0, valid + " of " + threshold + " signatures hold");
        yield ExitCode.NO;
      }
    };
  }

  private void tell(Digest digest, long version, String text) {
    if (output.isJson()) {
      ObjectNode json = StrictJson.object();
      json.put("bundle", digest.text());
      json.put("signed", version > 0);
      json.put("version", version);
      console.json(json);
    } else {
      console.line(digest.text() + ": " + text);
    }
  }

  private Maintainers maintainers() {
    try {
      return new Maintainers(threshold, keyFiles.stream().map(KeyFile::readPublic).toList());
    } catch (KeyFile.Unusable | IllegalArgumentException e) {
      throw new CannotRun(
          String.valueOf(e.getMessage()), "See 'sallyport bundle verify --help'.", e);
    }
  }
}

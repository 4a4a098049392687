package io.sallyport.cli.keys;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a key pair, for whichever purpose. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an Ed25519 key pair: NAME.pem, which only you may read, and NAME.jwk, which the",
      "documents name of those who verify. One key, one purpose. Replaces nothing. Keys of",
      "persons who approve are made by 'sallyport approvers enrol'."
    },
    footer = {
      "%nExamples:",
      "  sallyport keys generate keys/maintainer-1",
      "  sallyport keys generate validator/keys/mandate-2"
    })
final class GenerateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "NAME", description = "Where, without the ending.")
  private Path name = Path.of("");

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path secret = name.resolveSibling(name.getFileName() + ".pem");
    Path open = name.resolveSibling(name.getFileName() + ".jwk");
    for (Path file : List.of(secret, open)) {
      if (Files.exists(file)) {
        throw new CannotRun(file + " is there already.", "Choose another name.");
      }
    }
    SigningKey key = SigningKey.generate();
    try {
      KeyFile.writePrivate(secret, key);
      KeyFile.writePublic(open, key.jwk());
    } catch (UncheckedIOException e) {
      throw new CannotRun(secret + " cannot be written.", "Look whether its directory exists.", e);
    }
    console.line("made " + secret + " and " + open + ", kid " + key.keyId());
    return ExitCode.DONE;
  }
}

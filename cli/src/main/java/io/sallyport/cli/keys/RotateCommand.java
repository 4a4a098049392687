package io.sallyport.cli.keys;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names the next key in a document. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Names the next key beside the present one, or in its place. A public key is announced: it",
      "is trusted beside the old one, as 'next' in a Trust document; in a role's own file, beside",
      "the private key of its receipts. A private key is put to use: it takes the old one's place."
    },
    footer = {
      "%nExamples:",
      "  sallyport keys rotate executor/bundle/trust-validator.yaml --home executor"
          + " --from keys/validator-mandate.jwk --to keys/mandate-2.jwk",
      "  sallyport keys rotate validator/config.yaml"
          + " --from keys/mandate.pem --to keys/mandate-2.pem"
    })
final class RotateCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private DocumentOptions options = new DocumentOptions();

  @Parameters(index = "0", paramLabel = "DOCUMENT", description = "The file that names the key.")
  private Path file = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "KEY",
      required = true,
      description = "The present key, as the document names it.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "KEY",
      required = true,
      description = "The next key, as the document will name it; the file has to be there.")
  private String to = "";

  RotateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    KeyDocument document = KeyDocument.read(file);
    KeyPlaces places = options.places();
    KeyPlaces.Half next = places.half(document, to);
    if (places.half(document, from).jwk().equals(next.jwk())) {
      throw new CannotRun(
          from + " and " + to + " are one key.", "Make another: 'sallyport keys generate'.");
    }
    options.save(console, next.isPrivate() ? used(document) : announced(document));
    return ExitCode.DONE;
  }

  /** Of a receipt key, the old public half stays: what it signed is the role's own. */
  private KeyDocument used(KeyDocument document) {
    KeyDocument used = Replacement.use(document, from, to);
    return signsReceipts(document, from)
        ? Replacement.remember(used, to, options.publicHalf(document, from))
        : used;
  }

  private KeyDocument announced(KeyDocument document) {
    return signsReceipts(document, from)
        ? Replacement.remember(document, from, to)
        : Replacement.announce(document, from, to);
  }

  private static boolean signsReceipts(KeyDocument document, String key) {
    return document.uses(key).stream()
        .anyMatch(use -> use.isOwn() && use.purpose().equals("receipt"));
  }
}

package io.sallyport.cli.keys;

import io.sallyport.cli.audit.ReceiptKey;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends the life of a key that another one replaced. */
@Command(
    name = "retire",
    mixinStandardHelpOptions = true,
    description = {
      "Ends the life of a key with which nobody signs any more. In a Trust document it becomes",
      "'verify-only' until --after from now, and what was 'next' for the same purpose 'active'; in",
      "a list it is left out. Where DOCUMENT is an auditor's copy of a receipt key, it gets an",
      "end: what it signed before is verified for ever, and nothing that a chain says later."
    },
    footer = {
      "%nExamples:",
      "  sallyport keys retire executor/bundle/trust-validator.yaml --home executor"
          + " --key keys/validator-mandate.jwk",
      "  sallyport keys retire auditor/keys/validator-receipt.jwk --after 1m"
    })
final class RetireCommand implements Callable<Integer> {
  private final Console console;
  private final InstantSource clock;
  @Mixin private DocumentOptions options = new DocumentOptions();

  @Parameters(
      index = "0",
      paramLabel = "DOCUMENT",
      description = "The file that names the key, or an auditor's copy of a receipt key (.jwk).")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The old key, as the document names it.")
  private String key = "";

  @Option(
      names = "--after",
      paramLabel = "TIME",
      description = {
        "How long what it signed still counts: the executor's maxTtl and a while for the clocks",
        "of a mandate key; a minute of an operator's and of a receipt key (default: 25h)."
      })
  private Duration after = Duration.ofHours(25);

  RetireCommand(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Instant until = clock.instant().plus(after).truncatedTo(ChronoUnit.SECONDS);
    if (file.toString().endsWith(".jwk")) {
      options.save(console, file, new ReceiptKey(ReceiptKey.read(file).jwk(), until));
    } else {
      options.save(console, Replacement.retire(KeyDocument.read(file), key, until));
    }
    return ExitCode.DONE;
  }
}

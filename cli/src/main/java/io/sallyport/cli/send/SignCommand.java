package io.sallyport.cli.send;

import io.sallyport.cli.data.DataOption;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.id.Bytes;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a sender would write beside a payload. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the headers that a sender of a known scheme would send with a payload.",
      "The secret is never shown, so gitlab, whose header is the secret, is refused."
    },
    footer = {
      "%nExamples:",
      "  sallyport sign stripe event.json --secret secrets/stripe",
      "  sallyport sign github push.json --event push --print",
      "  sallyport sign hmac order.json --document sources/acme.yaml --secret secrets/acme"
    })
public final class SignCommand implements Callable<Integer> {
  private final Console console;
  private final InputStream in;
  @Mixin private DataOption data = new DataOption();
  @Mixin private SenderOptions sender = new SenderOptions();

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The payload; - reads standard input.")
  private String file = "";

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "Where ingest is, for --print (default: the stack's).")
  private Optional<URI> to = Optional.empty();

  @Option(names = "--print", description = "Print a curl command that sends the payload.")
  private boolean print;

  /** A command that reads {@code in} for {@code -} and writes to {@code console}. */
  public SignCommand(Console console, InputStream in) {
    this.console = console;
    this.in = in;
  }

  @Override
  public Integer call() {
    refuseSecret(sender);
    Bytes body = Payloads.read(file, in);
    URI ingest =
        to.orElseGet(() -> print ? data.directory().endpoints().ingest() : URI.create("http://-"));
    SignedDelivery delivery = sender.signer(data.directory(), ingest).sign(body, Instant.now());
    if (print) {
      console.line(CurlLine.of(delivery, file));
    } else {
      delivery.headers().forEach((name, value) -> console.line(name + ": " + value));
    }
    return ExitCode.DONE;
  }

  static void refuseSecret(SenderOptions sender) {
    if (sender.showsSecret()) {
      throw new CannotRun(
          "the header of gitlab is the secret itself, which is not printed.",
          "Let 'sallyport send gitlab' post it.");
    }
  }
}

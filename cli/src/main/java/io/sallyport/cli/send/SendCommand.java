package io.sallyport.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.DataOption;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.json.StrictJson;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a payload with the stack's secret, as the sender would, and posts it. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Signs a payload with the stack's secret, as the sender would, and posts it to ingest.",
      "With --from it does so with each captured payload of the source, in order.",
      "Exits 1 when an answer is not 202, or 200 or 204 to a handshake."
    },
    footer = {
      "%nExamples:",
      "  sallyport send github --event push push.json",
      "  jq .after=\\\"$commit\\\" push.json | sallyport send github --event push -",
      "  sallyport send github --event push push.json --print | sh",
      "  sallyport send stripe event.json --source payments",
      "  sallyport send slack --from captured"
    })
public final class SendCommand implements Callable<Integer> {
  private final Console console;
  private final InputStream in;
  @Mixin private DataOption data = new DataOption();
  @Mixin private OutputOption output = new OutputOption();

  @Mixin private SenderOptions sender = new SenderOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The payload; - reads standard input.")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Send each payload in DIR/<source>, as 'listen --save' writes them, up to 1000.")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--print",
      description = "Do not post; print a curl command that would, with the signature.")
  private boolean print;

  /** A command that reads {@code in} for {@code -} and writes to {@code console}. */
  public SendCommand(Console console, InputStream in) {
    this.console = console;
    this.in = in;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (file.isPresent() == from.isPresent()) {
      throw new CannotRun("what to send is not clear.", "Give FILE, or --from DIR.");
    }
    if (print) {
      SignCommand.refuseSecret(sender);
    }
    List<String> files = file.map(List::of).orElseGet(this::captured);
    SenderOptions.Signer signer =
        sender.signer(data.directory(), data.directory().endpoints().ingest());
    int code = ExitCode.DONE;
    try (IngestClient ingest = new IngestClient()) {
      for (String each : files) {
        SignedDelivery delivery = signer.sign(Payloads.read(each, in), Instant.now());
        code = Math.max(code, print ? print(delivery, each) : tell(ingest.post(delivery)));
      }
    }
    return code;
  }

  private List<String> captured() {
    return Payloads.captured(from.orElseThrow(), sender.source()).stream()
        .map(Path::toString)
        .toList();
  }

  private int print(SignedDelivery delivery, String name) {
    console.line(CurlLine.of(delivery, name));
    return ExitCode.DONE;
  }

  private int tell(IngestClient.Answer answer) {
    if (output.isJson()) {
      ObjectNode json = StrictJson.object();
      json.put("status", answer.status());
      answer.delivery().ifPresent(id -> json.put("delivery", id));
      answer.code().ifPresent(code -> json.put("code", code));
      console.json(json);
    } else {
      console.line(
          answer.status()
              + answer.delivery().map(id -> " delivery " + id).orElse("")
              + answer.code().map(code -> " " + code).orElse(""));
    }
    boolean isGreeted = sender.greets() && answer.isGreeting();
    return answer.isAccepted() || isGreeted ? ExitCode.DONE : ExitCode.NO;
  }
}

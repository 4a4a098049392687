package io.sallyport.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.DataOption;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.service.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "Exits 1 when the answer is not 202."
    },
    footer = {
      "%nExamples:",
      "  sallyport send github --event push push.json",
      "  jq .after=\\\"$commit\\\" push.json | sallyport send github --event push -",
      "  sallyport send github --event push push.json --print | sh"
    })
public final class SendCommand implements Callable<Integer> {
  /** The largest payload that is read; ingest's own limit is lower unless it was raised. */
  static final int MAX_BYTES = 16 << 20;

  private final Console console;
  private final InputStream in;
  @Mixin private DataOption data = new DataOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "0", paramLabel = "SOURCE", description = "The source: github.")
  private String source = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The payload; - reads standard input.")
  private String file = "";

  @Option(
      names = "--event",
      required = true,
      paramLabel = "EVENT",
      description = "The value of X-GitHub-Event, which GitHub does not sign.")
  private String event = "";

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
    Secret secret = Secret.read(data.directory().senderSecret(source));
    Bytes body = payload();
    SignedDelivery delivery =
        SignedDelivery.github(data.directory().endpoints().ingest(), source, event, secret, body);
    if (print) {
      console.line(CurlLine.of(delivery, file));
      return ExitCode.DONE;
    }
    return tell(new IngestClient().post(delivery));
  }

  private Bytes payload() {
    try (InputStream stream = file.equals("-") ? in : Files.newInputStream(Path.of(file))) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CannotRun("the payload is larger than 16 MiB.", "Send a smaller one.");
      }
      return Bytes.of(bytes);
    } catch (IOException e) {
      throw new CannotRun(
          "the payload " + file + " cannot be read.", "Look at the path, or give - and a pipe.", e);
    }
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
    return answer.isAccepted() ? ExitCode.DONE : ExitCode.NO;
  }
}

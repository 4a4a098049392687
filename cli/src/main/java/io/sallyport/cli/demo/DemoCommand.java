package io.sallyport.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.data.DataDirectory;
import io.sallyport.cli.stage.Stage;
import io.sallyport.cli.tally.Counting;
import io.sallyport.cli.tally.Tally;
import io.sallyport.cli.tally.TallyReport;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.Topics;
import io.sallyport.contract.json.StrictJson;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a stack of its own, or takes a running one, and plays a tour, attacks included. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a stack of its own and plays a tour of it, attacks included.",
      "With --against it takes a running stack and needs its every key: for demonstrations only.",
      "What is shown as seen is read from receipts, topics and the target.",
      "Exits 0 only if every scene ends as stated and nothing is unaccounted for."
    },
    footer = {
      "%nExamples:",
      "  sallyport demo",
      "  sallyport demo --output json",
      "  sallyport demo --data /var/tmp/sallyport-demo     # keep what it leaves",
      "  sallyport demo --against compose                  # the containers of compose/"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration SETTLE = Duration.ofSeconds(30);

  private final Console console;
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A directory for the stack, which is kept (default: a new one, deleted).")
  private Optional<Path> kept = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where ingest listens on 127.0.0.1 (default: 0, a free one).")
  private int port;

  @Option(
      names = "--against",
      paramLabel = "STACK",
      description = {
        "A running stack: its data directory, or the word compose for",
        "the containers of compose/, among which the tour then runs."
      })
  private Optional<String> against = Optional.empty();

  /** A command that writes to {@code console}. */
  public DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (against.isEmpty()) {
      return playInNewStack();
    }
    if (against.get().equals(ComposeTour.WORD)) {
      return ComposeTour.ofProject().play(output.isJson());
    }
    return play(new DataDirectory(Path.of(against.get()))) ? ExitCode.DONE : ExitCode.NO;
  }

  private int playInNewStack() throws InterruptedException {
    Path directory = kept.map(DemoDirectory::at).orElseGet(DemoDirectory::create);
    console.note("sallyport: starting a stack in " + directory + " (about 20 s).");
    boolean ok;
    try (DemoStack stack = DemoStack.start(directory, port, () -> forget(directory))) {
      ok = play(stack.data());
      console.note("sallyport: stopping the stack.");
    }
    if (!ok) {
      console.note("sallyport: not as expected; everything is kept in " + directory + ".");
      return ExitCode.NO;
    }
    forget(directory);
    return ExitCode.DONE;
  }

  private void forget(Path directory) {
    if (kept.isEmpty()) {
      DemoDirectory.delete(directory);
    }
  }

  private boolean play(DataDirectory data) throws InterruptedException {
    Topics topics = new Topics("sallyport");
    SecureRandom random = new SecureRandom();
    try (Auditor auditor = Auditor.open(data.client("auditor"), topics, data.receiptKeys())) {
      Stage stage = StageSetting.set(data, topics, auditor, random);
      boolean ok =
          new Tour(console, output.isJson()).play(Tour.scenes(random), scene -> scene.play(stage));
      Tally tally = new Counting(auditor, topics).countSettled(SETTLE);
      boolean settled = tally.isSound() && !tally.isPending();
      tell(tally, settled);
      return ok && settled;
    }
  }

  private void tell(Tally tally, boolean settled) {
    if (output.isJson()) {
      ObjectNode json = StrictJson.object();
      json.set("tally", TallyReport.json(tally));
      json.put("ok", settled);
      console.json(json);
      return;
    }
    console.line("");
    console.line("The books of all this, from signed receipts:");
    console.line("");
    console.table(TallyReport.table(tally));
  }
}

package io.sallyport.cli.doubt;

import io.sallyport.cli.data.Profile;
import io.sallyport.cli.data.ProfileOption;
import io.sallyport.cli.data.ReasonOption;
import io.sallyport.cli.terminal.ActionParameter;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.ResolveCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One person's word on what became of an action in doubt. */
@Command(
    name = "resolve",
    mixinStandardHelpOptions = true,
    description = {
      "Says what became of an action in doubt. It performs nothing, whatever is said.",
      "Signs a command with the operator's key; the executor of the cell verifies it and writes a",
      "receipt. The first resolution counts, for good. What persists or is gated needs two",
      "different operators who say the same within a day: the second one's command confirms the",
      "first. Exits 1 while it is not resolved."
    },
    footer = {
      "%nExamples:",
      "  sallyport in-doubt resolve ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --as performed"
          + " --reason 'deployed at 12:04, says its log'",
      "  sallyport in-doubt resolve ZuPq1dHx3sJ0q5hQ8u2yQ0x9yXcJb0m3y7h6V4fK2aE --as performed"
          + " --reason 'seen too' --profile second.yaml"
    })
final class ResolveDoubtCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Console console;
  @Mixin private ProfileOption profile = new ProfileOption();
  @Mixin private ReasonOption reason = new ReasonOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ActionParameter action = new ActionParameter();

  @Option(
      names = "--as",
      required = true,
      paramLabel = "FINDING",
      description = "What you found out: performed or not-performed.")
  private String finding = "";

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description = "How long to wait for the receipt (default: 30s).")
  private Duration patience = Duration.ofSeconds(30);

  ResolveDoubtCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    String why = reason.text();
    Finding found =
        Finding.parse(finding)
            .orElseThrow(() ->
                new CannotRun("--as is performed or not-performed.", "Say what you found out."));
    Profile operator = profile.read();
    try (DoubtReceipts receipts = DoubtReceipts.open(operator)) {
      receipts.tellBroken(console);
      Optional<Doubt> doubt = receipts.find(action.id());
      if (doubt.filter(each -> each.resolved().isEmpty()).isEmpty()) {
        return refuse(doubt);
      }
      CommandTopic topic = new CommandTopic(operator);
      Optional<CommandTopic.Statement> first = topic.other(doubt.get(), found);
      ResolveCommand command = topic.write(doubt.get(), found, why, first);
      return doubt.get().persists() && first.isEmpty()
          ? needsSecond(doubt.get(), found)
          : await(receipts, command);
    }
  }

  private int refuse(Optional<Doubt> doubt) {
    console.note(
        doubt
            .flatMap(Doubt::resolved)
            .map(_ ->
                "it was resolved before; 'sallyport in-doubt show " + action.id() + "' tells how.")
            .orElse("no verified receipt says that " + action.id() + " is in doubt."));
    return ExitCode.NO;
  }

  private int needsSecond(Doubt doubt, Finding found) {
    if (output.isJson()) {
      console.json(doubt.json().put("state", "needs a second operator"));
    }
    console.note(
        "this action persists: a second operator has to say --as " + found.text() + ", too.");
    return ExitCode.NO;
  }

  private int await(DoubtReceipts receipts, ResolveCommand command) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    receipts.readOn();
    while (resolved(receipts).isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE);
      receipts.readOn();
    }
    Optional<Doubt> now = resolved(receipts);
    if (now.isEmpty()) {
      console.problem(
          "the executor has not recorded it.",
          "If the type is gated, a second operator has to say the same. Otherwise its log says why"
              + " it refused, or it is down; it reads the command for a day.");
      return ExitCode.NO;
    }
    if (output.isJson()) {
      console.json(now.get().json());
    } else {
      Doubt.Resolved by = now.get().resolved().orElseThrow();
      console.line(
          "%s was %s, says receipt %s."
              .formatted(action.id(), by.resolution().finding().text(), by.receipt().id()));
    }
    return isMine(now.get(), command) ? ExitCode.DONE : ExitCode.NO;
  }

  private Optional<Doubt> resolved(DoubtReceipts receipts) {
    return receipts.find(action.id()).filter(each -> each.resolved().isPresent());
  }

  /** Somebody else's word may have come first. */
  private static boolean isMine(Doubt doubt, ResolveCommand command) {
    return doubt.resolved().orElseThrow().resolution().statements().stream()
        .anyMatch(each -> each.command().equals(command.id()));
  }
}

package io.sallyport.cli.revoke;

import io.sallyport.cli.data.ProfileOption;
import io.sallyport.cli.data.ReasonOption;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationBook;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One person's word that a revocation should count no more. */
@Command(
    name = "unrevoke",
    mixinStandardHelpOptions = true,
    description = {
      "Says that a revocation should count no more; it does once two different operators said so.",
      "Exits 1 while it still counts."
    },
    footer = {
      "%nExamples:",
      "  sallyport unrevoke 5f0c91d27be84a3690d1c7f2a8e4b356 --reason 'secret replaced'",
      "  sallyport unrevoke 5f0c91d27be84a3690d1c7f2a8e4b356 --reason 'agreed'"
          + " --profile second.yaml"
    })
public final class UnrevokeCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ProfileOption profile = new ProfileOption();
  @Mixin private ReasonOption reason = new ReasonOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "ID", description = "The revocation, as 'revoke' or the list names it.")
  private String id = "";

  /** A command that writes to {@code console}. */
  public UnrevokeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    String why = reason.text();
    RevocationTopic topic = new RevocationTopic(profile.read());
    if (find(topic).isEmpty()) {
      throw new CannotRun(
          "no operator of the profile signed a revocation " + id + ".",
          "'sallyport revocations' lists all.");
    }
    topic.write(new Order.Lift(id), why);
    RevocationBook.Entry now = find(topic).orElseThrow();
    if (output.isJson()) {
      console.json(
          StrictJson.object()
              .put("revocation", id)
              .put("target", now.target().text())
              .put("counts", now.counts())
              .put("lifters", now.lifters().size()));
    } else {
      console.line(
          now.counts()
              ? "%s still stops %s: %d of %d operators lifted it."
                  .formatted(id, now.target().text(), now.lifters().size(), RevocationBook.LIFTERS)
              : "%s is lifted: it stops %s no more.".formatted(id, now.target().text()));
    }
    return now.counts() ? ExitCode.NO : ExitCode.DONE;
  }

  private Optional<RevocationBook.Entry> find(RevocationTopic topic) {
    return topic.entries().stream().filter(each -> each.revocation().id().equals(id)).findFirst();
  }
}

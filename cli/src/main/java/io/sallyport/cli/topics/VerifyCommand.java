package io.sallyport.cli.topics;

import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether an installation is exactly what was declared. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether topics, grants and subjects are what was declared, and nothing beside.",
      "Beyond 'plan' it tells of a second writer of an untrusted topic, of topics below the",
      "prefix and settings that nobody declared, and of another replication. It changes nothing.",
      "Who may write is told from grants. Who did write is in no record of Kafka's, and the super",
      "users of the brokers are in no grant: look at super.users and the broker's own log.",
      "Exits 1 when something differs."
    },
    footer = {
      "%nExamples:",
      "  sallyport topics verify topics.yaml --config admin.properties",
      "  sallyport topics verify topics.yaml --bundle bundle --output json"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private TopicsOptions options = new TopicsOptions();
  @Mixin private OutputOption output = new OutputOption();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Difference> differences = new Installation(options).verify();
    if (output.isJson()) {
      differences.forEach(each -> console.json(each.json().put("next", each.next())));
    } else if (!differences.isEmpty()) {
      Table table = Table.headed("DRIFT", "FOUND", "NEXT");
      differences.forEach(each -> table.row(each.kind(), each.text(), each.next()));
      console.table(table);
    }
    if (differences.isEmpty()) {
      console.note("Nothing differs.");
      return ExitCode.DONE;
    }
    return ExitCode.NO;
  }
}

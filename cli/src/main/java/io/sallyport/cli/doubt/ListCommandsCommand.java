package io.sallyport.cli.doubt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.Profile;
import io.sallyport.cli.data.ProfileOption;
import io.sallyport.cli.doubt.CommandTopic.Written;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.resolution.ResolveCommand;
import io.sallyport.contract.resolution.ResolveCommands;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the commands of operators, and whether they count. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the last commands of operators: who said what, when, and whether it counted.",
      "Each is read as the executor reads it that its key names, with the operators of your",
      "profile: 'counts' still does, 'counted' did when it was written and has expired, anything",
      "else is the code by which it is refused. Who wrote what nobody signed is not known.",
      "Exits 1 when one of them is refused."
    },
    footer = {
      "%nExamples:",
      "  sallyport commands list",
      "  sallyport commands list --count 20 --profile operator.yaml --output json"
    })
final class ListCommandsCommand implements Callable<Integer> {
  private static final long MAX = 10_000;

  private final Console console;
  @Mixin private ProfileOption profile = new ProfileOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--count",
      paramLabel = "COUNT",
      description = "How many, the last ones; 10000 at most (default: 100).")
  private long count = 100;

  ListCommandsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (count < 1 || count > MAX) {
      throw new CannotRun("--count " + count + " is not from 1 to " + MAX + ".", "Name another.");
    }
    Profile operator = profile.read();
    CommandTopic topic = new CommandTopic(operator);
    Instant now = Instant.now();
    List<ObjectNode> commands =
        topic.last(count).stream().map(written -> json(topic, written, now)).toList();
    tell(commands);
    boolean refused = commands.stream().anyMatch(each -> each.path("operator").asText().isEmpty());
    return refused ? ExitCode.NO : ExitCode.DONE;
  }

  private void tell(List<ObjectNode> commands) {
    if (output.isJson()) {
      commands.forEach(console::json);
      return;
    }
    if (commands.isEmpty()) {
      console.note("no operator has commanded anything.");
      return;
    }
    Table table = Table.headed("AT", "OPERATOR", "STATE", "FINDING", "ACTION", "FOR", "REASON");
    for (ObjectNode command : commands) {
      table.row(
          text(command, "at"),
          text(command, "operator"),
          text(command, "state"),
          text(command, "finding"),
          text(command, "action"),
          text(command, "audience"),
          text(command, "reason"));
    }
    console.table(table);
  }

  private static String text(ObjectNode command, String name) {
    String text = command.path(name).asText();
    return text.isEmpty() ? "-" : text;
  }

  /** For programs; names are stable, and what is not known is the empty text. */
  private static ObjectNode json(CommandTopic topic, Written written, Instant now) {
    ObjectNode json = StrictJson.object();
    json.put("at", written.at().toString());
    json.put("origin", written.origin().text());
    json.put("audience", written.audience());
    ResolveCommands reader = topic.commands(written.audience());
    return switch (reader.read(written.jws(), written.at(), written.at())) {
      case ResolveCommands.Read.Refused refused -> put(json, refused);
      case ResolveCommands.Read.Signed signed -> put(json, signed.command(), now);
    };
  }

  private static ObjectNode put(ObjectNode json, ResolveCommands.Read.Refused refused) {
    json.put("state", refused.code().text());
    return json.put("operator", "").put("finding", "").put("action", "").put("reason", "");
  }

  private static ObjectNode put(ObjectNode json, ResolveCommand command, Instant now) {
    json.put("state", now.isBefore(command.expiresAt()) ? "counts" : "counted");
    json.put("operator", command.operator());
    json.put("finding", command.word().finding().text());
    json.put("action", command.doubt().action().text());
    json.put("reason", command.reason());
    command.word().confirms().ifPresent(first -> json.put("confirms", first.text()));
    return json.put("expires", command.expiresAt().toString());
  }
}

package io.sallyport.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.action.ActionType;
import io.sallyport.cli.bundle.LoadedBundle;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells who can bring an action about, for whoever reviews a bundle. */
@Command(
    name = "who-can",
    mixinStandardHelpOptions = true,
    description = {
      "Tells who can bring an action about: sources with their assurance, rules, statements,",
      "and what the action type itself demands: cell, effect, approval. Exits 1 when nobody can."
    },
    footer = {
      "%nExamples:",
      "  sallyport who-can com.example.actions.Deploy --bundle bundle",
      "  sallyport who-can Deploy --bundle bundle --output json"
    })
public final class WhoCanCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private BundleOption bundle = new BundleOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description = "The action type's full name; its last part where that is clear.")
  private String action = "";

  /** A command that writes to {@code console}. */
  public WhoCanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LoadedBundle loaded = bundle.read();
    Reach reach = Reach.of(loaded, type(loaded));
    if (output.isJson()) {
      console.json(json(reach));
    } else {
      tell(reach);
    }
    return reach.isPossible() ? ExitCode.DONE : ExitCode.NO;
  }

  private ActionType type(LoadedBundle loaded) {
    List<ActionType> found =
        loaded.bundle().actions().values().stream()
            .filter(type -> type.name().equals(action) || type.name().endsWith("." + action))
            .toList();
    if (found.size() != 1) {
      String names =
          String.join(", ", loaded.bundle().actions().keySet().stream().sorted().toList());
      String problem = found.isEmpty() ? "has no action type " : "has several action types ";
      throw new CannotRun("the bundle " + problem + action + ".", "It has: " + names);
    }
    return found.getFirst();
  }

  private void tell(Reach reach) {
    console.line(reach.type().name());
    Table terms = Table.of(2);
    reach.terms().forEach((name, value) -> terms.row("  " + name, value));
    console.table(terms);
    console.line("");
    Table rules = Table.headed("SOURCE", "ASSURANCE", "RULE", "REQUESTER", "TTL", "WHEN");
    reach
        .rules()
        .forEach(each ->
            rules.row(
                each.source(),
                each.assurance(),
                each.rule(),
                each.requester(),
                each.ttl(),
                each.when()));
    console.table(rules);
    console.line("");
    Table statements = Table.headed("EFFECT", "STATEMENT", "WHEN");
    reach.statements().forEach(each -> statements.row(each.effect(), each.id(), each.when()));
    console.table(statements);
    if (!reach.isPossible()) {
      console.line("");
      console.line("nobody: no rule proposes it, or no statement permits it");
    }
  }

  private static ObjectNode json(Reach reach) {
    ObjectNode json = StrictJson.object();
    json.put("action", reach.type().name());
    json.put("possible", reach.isPossible());
    ObjectNode terms = json.putObject("terms");
    reach.terms().forEach(terms::put);
    ArrayNode rules = json.putArray("rules");
    reach
        .rules()
        .forEach(each ->
            rules
                .addObject()
                .put("source", each.source())
                .put("assurance", each.assurance())
                .put("rule", each.rule())
                .put("requester", each.requester())
                .put("ttl", each.ttl())
                .put("when", each.when()));
    ArrayNode statements = json.putArray("statements");
    reach
        .statements()
        .forEach(each ->
            statements
                .addObject()
                .put("effect", each.effect().toLowerCase(Locale.ROOT))
                .put("id", each.id())
                .put("when", each.when()));
    return json;
  }
}

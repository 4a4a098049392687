package io.sallyport.cli.revoke;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.ProfileOption;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.RevocationBook;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what is revoked. */
@Command(
    name = "revocations",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what is revoked: by whom, since when and why.",
      "Counts only what an operator of the profile signed, as an executor does."
    },
    footer = {
      "%nExamples:",
      "  sallyport revocations",
      "  sallyport revocations --all --output json"
    })
public final class RevocationsCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ProfileOption profile = new ProfileOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--all", description = "Those that were lifted, too.")
  private boolean all;

  /** A command that writes to {@code console}. */
  public RevocationsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<RevocationBook.Entry> entries =
        new RevocationTopic(profile.read())
            .entries().stream().filter(each -> all || each.counts()).toList();
    if (output.isJson()) {
      entries.forEach(each -> console.json(json(each)));
      return ExitCode.DONE;
    }
    if (entries.isEmpty()) {
      console.note("nothing is revoked.");
      return ExitCode.DONE;
    }
    Table table = Table.headed("REVOCATION", "TARGET", "STATE", "OPERATOR", "SINCE", "REASON");
    entries.forEach(each -> {
      Revocation revocation = each.revocation();
      table.row(
          revocation.id(),
          each.target().text(),
          state(each),
          revocation.operator(),
          revocation.issuedAt().toString(),
          revocation.reason());
    });
    console.table(table);
    return ExitCode.DONE;
  }

  private static String state(RevocationBook.Entry entry) {
    if (entry.lifters().isEmpty()) {
      return "counts";
    }
    String by = String.join(", ", entry.lifters());
    return entry.counts() ? "counts, " + by + " would lift it" : "lifted by " + by;
  }

  private static ObjectNode json(RevocationBook.Entry entry) {
    Revocation revocation = entry.revocation();
    ObjectNode json = StrictJson.object();
    json.put("revocation", revocation.id());
    json.put("target", entry.target().text());
    json.put("counts", entry.counts());
    entry.lifters().forEach(json.putArray("lifters")::add);
    json.put("operator", revocation.operator());
    json.put("issued", revocation.issuedAt().toString());
    json.put("reason", revocation.reason());
    return json;
  }
}

package io.sallyport.cli.revoke;

import io.sallyport.cli.data.ProfileOption;
import io.sallyport.cli.data.ReasonOption;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.Target;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The kill switch. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "Stops every action that has the target: queued ones end REVOKED, running ones are cut.",
      "A target is everything, or KIND:VALUE with one of these kinds: source, principal, session,",
      "rule, action-type, cell, action, key, bundle, approver. Signs with the operator's key; an",
      "executor whose bundle pins it obeys at once, until two operators lift it: 'sallyport",
      "unrevoke'."
    },
    footer = {
      "%nExamples:",
      "  sallyport revoke source:github --reason 'its secret was found in a log'",
      "  sallyport revoke principal:github:octo --reason 'account taken over'",
      "  sallyport revoke everything --reason 'incident 42' --profile operator.yaml"
    })
public final class RevokeCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ProfileOption profile = new ProfileOption();
  @Mixin private ReasonOption reason = new ReasonOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(paramLabel = "TARGET", description = "What to stop, for example source:github.")
  private String target = "";

  /** A command that writes to {@code console}. */
  public RevokeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    String why = reason.text();
    Target found =
        Target.parse(target)
            .orElseThrow(() ->
                new CannotRun(
                    "'" + target + "' is no target.",
                    "Give everything, or KIND:VALUE with a kind of: " + kinds() + "."));
    RevocationTopic topic = new RevocationTopic(profile.read());
    RevocationTopic.Written written = topic.write(new Order.Revoke(found), why);
    if (output.isJson()) {
      console.json(
          StrictJson.object()
              .put("revocation", written.revocation().id())
              .put("target", found.text())
              .put("origin", written.origin().text()));
      return ExitCode.DONE;
    }
    console.table(
        Table.headed("REVOCATION", "TARGET", "RECORD")
            .row(written.revocation().id(), found.text(), written.origin().text()));
    console.note(
        "'sallyport unrevoke "
            + written.revocation().id()
            + " --reason TEXT' lifts it, once two operators say so.");
    return ExitCode.DONE;
  }

  private static String kinds() {
    return Arrays.stream(Target.Kind.values())
        .filter(kind -> kind != Target.Kind.EVERYTHING)
        .map(Target.Kind::text)
        .collect(Collectors.joining(", "));
  }
}

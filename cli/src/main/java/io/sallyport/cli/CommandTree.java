package io.sallyport.cli;

import io.sallyport.cli.demo.DemoCommand;
import io.sallyport.cli.doctor.DoctorCommand;
import io.sallyport.cli.doubt.CommandsCommand;
import io.sallyport.cli.doubt.InDoubtCommand;
import io.sallyport.cli.enrol.ApproversCommand;
import io.sallyport.cli.explain.ExplainCommand;
import io.sallyport.cli.explain.WhoCanCommand;
import io.sallyport.cli.golden.TestCommand;
import io.sallyport.cli.held.HeldCommand;
import io.sallyport.cli.keys.KeysCommand;
import io.sallyport.cli.lint.LintCommand;
import io.sallyport.cli.listen.ListenCommand;
import io.sallyport.cli.maintain.BundleCommand;
import io.sallyport.cli.notify.NotifyCommand;
import io.sallyport.cli.print.PrintCommand;
import io.sallyport.cli.proof.AuditCommand;
import io.sallyport.cli.prove.CollectCommand;
import io.sallyport.cli.prove.ProveCommand;
import io.sallyport.cli.quarantine.QuarantineCommand;
import io.sallyport.cli.release.QuarantineReleaseCommand;
import io.sallyport.cli.revoke.RevocationsCommand;
import io.sallyport.cli.revoke.RevokeCommand;
import io.sallyport.cli.revoke.UnrevokeCommand;
import io.sallyport.cli.scaffold.InitCommand;
import io.sallyport.cli.send.SendCommand;
import io.sallyport.cli.send.SignCommand;
import io.sallyport.cli.session.SessionsCommand;
import io.sallyport.cli.simulate.SimulateCommand;
import io.sallyport.cli.stack.DownCommand;
import io.sallyport.cli.stack.ReloadCommand;
import io.sallyport.cli.stack.StatusCommand;
import io.sallyport.cli.stack.UpCommand;
import io.sallyport.cli.tally.TallyCommand;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.topics.TopicsCommand;
import io.sallyport.cli.trace.TraceCommand;
import io.sallyport.cli.unwind.UnwindCommand;
import io.sallyport.service.config.Durations;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** All commands, wired by hand. */
public final class CommandTree {
  private static final int HELP_WIDTH = 100;
  private static final String END_OF_OPTIONS = "--";
  private static final Pattern ID = Pattern.compile("-[A-Za-z0-9_-]{42}");

  private CommandTree() {}

  /** Runs a command line; gives its exit code. */
  public static int run(Console console, InputStream in, String... arguments) {
    return of(console, in).execute(idsLast(arguments));
  }

  /** One of 64 actions has an id that begins with a hyphen, and is still no option. */
  private static String[] idsLast(String... arguments) {
    List<String> ordered = new ArrayList<>(List.of(arguments));
    List<String> ids = ordered.stream().filter(each -> ID.matcher(each).matches()).toList();
    if (!ids.isEmpty() && !ordered.contains(END_OF_OPTIONS)) {
      ordered.removeAll(ids);
      ordered.add(END_OF_OPTIONS);
      ordered.addAll(ids);
    }
    return ordered.toArray(String[]::new);
  }

  /** The command line that writes to {@code console} and reads {@code in} where it is told to. */
  public static CommandLine of(Console console, InputStream in) {
    CommandLine root = new CommandLine(new Sallyport());
    addTo(root, console, in);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExpandAtFiles(false);
    root.setUsageHelpWidth(HELP_WIDTH);
    root.registerConverter(Duration.class, CommandTree::duration);
    root.setParameterExceptionHandler(new UsageProblem(console));
    root.setExecutionExceptionHandler(new RunProblem(console));
    return root;
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static void addTo(CommandLine root, Console console, InputStream in) {
    root.addSubcommand(new UpCommand());
    root.addSubcommand(new ReloadCommand());
    root.addSubcommand(new StatusCommand());
    root.addSubcommand(new DownCommand());
    root.addSubcommand(new SendCommand(console, in));
    root.addSubcommand(new SignCommand(console, in));
    root.addSubcommand(new TallyCommand(console));
    root.addSubcommand(new DemoCommand(console));
    root.addSubcommand(new LintCommand(console));
    root.addSubcommand(new TestCommand(console));
    root.addSubcommand(new ExplainCommand(console));
    root.addSubcommand(new WhoCanCommand(console));
    root.addSubcommand(new InitCommand(console));
    root.addSubcommand("bundle", BundleCommand.of(console));
    root.addSubcommand(new SimulateCommand(console));
    root.addSubcommand(new ListenCommand(console));
    root.addSubcommand(
        "quarantine",
        QuarantineCommand.of(console).addSubcommand(new QuarantineReleaseCommand(console)));
    addOperators(root, console, in);
    root.addSubcommand("keys", KeysCommand.of(console));
    root.addSubcommand("audit", AuditCommand.of(console));
    root.addSubcommand(
        "topics", TopicsCommand.of(console).addSubcommand(new PrintCommand(console)));
    root.addSubcommand(
        new CommandLine(new DoctorCommand(console))
            .addSubcommand(new ProveCommand(console))
            .addSubcommand(new CollectCommand(console, InstantSource.system())));
  }

  private static void addOperators(CommandLine root, Console console, InputStream in) {
    root.addSubcommand(new RevokeCommand(console));
    root.addSubcommand(new UnrevokeCommand(console));
    root.addSubcommand(new RevocationsCommand(console));
    root.addSubcommand(new UnwindCommand(console));
    root.addSubcommand("in-doubt", InDoubtCommand.of(console));
    root.addSubcommand("commands", CommandsCommand.of(console));
    root.addSubcommand("sessions", SessionsCommand.of(console));
    root.addSubcommand("held", HeldCommand.of(console, in));
    root.addSubcommand(new NotifyCommand(console));
    root.addSubcommand(new TraceCommand(console));
    root.addSubcommand("approvers", ApproversCommand.of(console));
  }
}

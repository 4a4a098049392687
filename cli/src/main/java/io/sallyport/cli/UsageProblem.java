package io.sallyport.cli;

import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, what was probably meant, and where the help is. */
final class UsageProblem implements IParameterExceptionHandler {
  private final Console console;

  UsageProblem(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    StringWriter suggestions = new StringWriter();
    UnmatchedArgumentException.printSuggestions(problem, new PrintWriter(suggestions, true));
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    console.problem(
        String.valueOf(problem.getMessage()), suggestions + "See '" + command + " --help'.");
    return ExitCode.CANNOT_RUN;
  }
}

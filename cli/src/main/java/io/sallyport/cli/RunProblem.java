package io.sallyport.cli;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.confluent.RegistryException;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.service.config.ConfigException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into a line for people, a next step, and an exit code. */
final class RunProblem implements IExecutionExceptionHandler {
  private final Console console;

  RunProblem(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine command, ParseResult arguments) {
    if (isEnding()) {
      return ExitCode.INTERRUPTED;
    }
    switch (problem) {
      case InterruptException e -> {
        return ExitCode.INTERRUPTED;
      }
      case InterruptedException e -> {
        return ExitCode.INTERRUPTED;
      }
      case CannotRun e -> console.problem(text(e), e.nextStep());
      case ConfigException e -> console.problem(text(e), "Mend the file and run this again.");
      case KeyFile.Unusable e ->
          console.problem(text(e), "Name another key file, or mend this one, and run it again.");
      case RegistryException e -> console.problem(text(e), sentence(e.reason().next()));
      case ManifestApply.Failed e ->
          console.problem(
              text(e),
              "Nothing else was changed. 'sallyport topics plan' shows what differs; mend that, and"
                  + " run it again.");
      case UncheckedIOException e -> console.problem(text(e), "Look at the path and its rights.");
      case KafkaException e -> console.problem("Kafka: " + text(e), "Is the broker reachable?");
      default -> console.problem("a bug: " + problem, "Please report it with the command line.");
    }
    return ExitCode.CANNOT_RUN;
  }

  /** Whether Ctrl-C is ending the process; what fails then is no news. */
  private static boolean isEnding() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static String sentence(String next) {
    return Character.toUpperCase(next.charAt(0)) + next.substring(1) + ".";
  }

  private static String text(Exception problem) {
    return String.valueOf(problem.getMessage());
  }
}

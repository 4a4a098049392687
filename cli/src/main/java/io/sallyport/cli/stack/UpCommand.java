package io.sallyport.cli.stack;

import io.sallyport.cli.data.DataOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a whole stack on this machine and stays until Ctrl-C. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a whole stack on this machine, without Docker, and stays until Ctrl-C.",
      "It is a Kafka broker, a schema registry, ingest, validator, executor and a demo target,",
      "each a process with a certificate of its own and only the rights that it needs.",
      "Bundles of your own are linted first, and kept for the next start. They are for the stack's",
      "one cell, 'deployments', and its demo target; a bundle that proposes what that cell could",
      "not perform is refused. Keys and secrets are made at the first start, in the directory."
    },
    footer = {
      "%nExamples:",
      "  sallyport up",
      "  sallyport up --bundle first/bundle --executor-bundle first/executor",
      "  sallyport up --data /var/tmp/sallyport --port 9080"
    })
public final class UpCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where ingest listens on 127.0.0.1 (default: 8080; 0 takes a free one).")
  private int port = 8080;

  @Option(
      names = "--bundle",
      paramLabel = "BUNDLE",
      description = "The validator's bundle, instead of the demonstration's.")
  private Optional<Path> bundle = Optional.empty();

  @Option(
      names = "--executor-bundle",
      paramLabel = "BUNDLE",
      description =
          "The executor's bundle, instead of the demonstration's; 'init --from' makes one.")
  private Optional<Path> executorBundle = Optional.empty();

  @Option(
      names = "--uid-base",
      paramLabel = "UID",
      description =
          "Started as root, the processes run as the uids above it; 0 keeps one user"
              + " (default: 20000).")
  private Optional<Integer> uidBase = Optional.empty();

  /** A command that leaves the terminal to the quickstart. */
  public UpCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    List<String> arguments = arguments();
    return QuickstartProcess.ofProject().run(arguments);
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("up", "--data"));
    arguments.addAll(List.of(data.absolute().toString(), "--port", Integer.toString(port)));
    bundle.ifPresent(path -> arguments.addAll(List.of("--bundle", OwnBundle.validator(path))));
    executorBundle.ifPresent(
        path -> arguments.addAll(List.of("--executor-bundle", OwnBundle.executor(path))));
    uidBase.ifPresent(uid -> arguments.addAll(List.of("--uid-base", uid.toString())));
    return arguments;
  }
}

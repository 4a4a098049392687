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
      "each a process with a certificate of its own and only the rights that it needs."
    },
    footer = {
      "%nExamples:",
      "  sallyport up",
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
      description = "The executor's bundle, instead of the demonstration's.")
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
    return QuickstartProcess.ofProject().run(arguments());
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("up", "--data"));
    arguments.addAll(List.of(data.absolute().toString(), "--port", Integer.toString(port)));
    bundle.ifPresent(path -> arguments.addAll(List.of("--bundle", absolute(path))));
    executorBundle.ifPresent(
        path -> arguments.addAll(List.of("--executor-bundle", absolute(path))));
    uidBase.ifPresent(uid -> arguments.addAll(List.of("--uid-base", uid.toString())));
    return arguments;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}

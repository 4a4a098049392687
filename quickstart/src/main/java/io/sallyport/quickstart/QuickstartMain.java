package io.sallyport.quickstart;

import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.quickstart.data.DataException;
import io.sallyport.quickstart.files.QuietLog;
import io.sallyport.quickstart.stack.Stack;
import io.sallyport.quickstart.supervise.SuperviseException;
import io.sallyport.service.config.ConfigException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * {@code up}, {@code down}, {@code status} and {@code reload}: a whole stack on this machine,
 * without Docker; and {@code provision} for one in containers.
 */
public final class QuickstartMain {
  private static final int DONE = 0;
  private static final int CANNOT_RUN = 2;

  private static final String USAGE =
      """
      usage: sallyport up|down|status|reload [--data DIR] [options]
             QuickstartMain provision [--data DIR] [options]

      up       starts a Kafka broker, a schema registry, ingest, validator, executor and a demo
               target as processes on 127.0.0.1, and keeps them running until Ctrl-C
        --port N             where ingest listens (8080; 0 takes a free port)
        --bundle DIR         the validator's bundle, instead of the demonstration's
        --executor-bundle DIR  the executor's, which performs what the other one proposes
        --uid-base N         started as root, the processes run as the uids above N (20000);
                             0 keeps one user
        --once               no second start will follow: the end writes no class archives
      down     stops the stack of a data directory
        --purge              and deletes the directory, if the quickstart made it
      status   shows its processes; ends with 1 if one is not ready
        --output table|json
      reload   gives the running validator a changed bundle; ends when it decides by it
        --bundle DIR         with the sources and action types that the stack was started with
      provision  fills the homes of a stack whose processes run in containers (compose/), once
        --second-bundle DIR  the executor's bundle of the cell that only containers have
        --registry NAME      apicurio (the default), or confluent, which keeps schemas in Kafka
        --bundle DIR, --executor-bundle DIR, --uid-base N   as above

      --data DIR is .sallyport unless given. Exit codes: 0 done, 1 no, 2 could not run.

      examples:
        sallyport up --data /var/tmp/sallyport --port 9000
        sallyport up --bundle first/bundle --executor-bundle first/executor
        sallyport status --data /var/tmp/sallyport --output json
        sallyport down --data /var/tmp/sallyport --purge
      """;

  private final PrintStream out;
  private final PrintStream err;

  QuickstartMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends with its exit code. */
  public static void main(String[] arguments) {
    QuietLog.install("quickstart");
    System.exit(new QuickstartMain(System.out, System.err).run(List.of(arguments)));
  }

  int run(List<String> arguments) {
    if (arguments.contains("--help")) {
      out.print(USAGE);
      return DONE;
    }
    if (arguments.isEmpty()) {
      err.print(USAGE);
      return CANNOT_RUN;
    }
    try {
      return command(arguments.getFirst(), arguments.subList(1, arguments.size()));
    } catch (Options.Misused e) {
      err.println("sallyport: " + e.getMessage() + "; see --help");
    } catch (DataException
        | SuperviseException
        | Stack.StartFailure
        | ManifestApply.Failed
        | ConfigException
        | UncheckedIOException e) {
      err.println("sallyport: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CANNOT_RUN;
  }

  private int command(String name, List<String> arguments) throws InterruptedException {
    return switch (name) {
      case "up" -> new Up(out, err).run(arguments);
      case "down" -> new Down(out).run(arguments);
      case "provision" -> new Provision(out).run(arguments);
      case "status" -> new Status(out).run(arguments);
      case "reload" -> new Reload(out).run(arguments);
      default -> throw new Options.Misused("unknown command " + name);
    };
  }
}

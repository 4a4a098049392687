package io.sallyport.quickstart;

import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.data.Endpoints;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.ProjectHome;
import io.sallyport.quickstart.stack.Stack;
import io.sallyport.quickstart.stack.StackOptions;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** Starts a stack, says where it listens, and stays until it is ended. */
final class Up {
  private static final int FAILED = 2;
  private static final int DEFAULT_PORT = 8080;
  private static final int MAX_PORT = 65_535;
  private static final int DEFAULT_UID_BASE = 20_000;
  private static final int MAX_UID_BASE = 2_000_000_000;
  private static final Set<String> OPTIONS =
      Set.of("--data", "--port", "--bundle", "--executor-bundle", "--uid-base");

  private final PrintStream out;
  private final PrintStream err;
  private final long began = System.nanoTime();

  Up(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  int run(List<String> arguments) throws InterruptedException {
    StackOptions options = options(arguments);
    Stack stack = Stack.open(options, this::tell);
    var hook = new Thread(stack::close, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      tellReady(stack.start(), new DataDirectory(options.data()));
      err.println("sallyport: " + stack.awaitFailure());
      return FAILED;
    } finally {
      stack.close();
    }
  }

  private static StackOptions options(List<String> arguments) {
    Options options = Options.parse(arguments, OPTIONS, Set.of("--once"));
    return new StackOptions(
        options.data(),
        ProjectHome.find(),
        options.number("--port", DEFAULT_PORT, MAX_PORT),
        options.path("--bundle"),
        options.path("--executor-bundle"),
        options.number("--uid-base", DEFAULT_UID_BASE, MAX_UID_BASE),
        options.has("--once"));
  }

  private void tell(String line) {
    err.printf("[%5.1f s] %s%n", (System.nanoTime() - began) / 1e9, line);
  }

  private void tellReady(Endpoints endpoints, DataDirectory data) {
    out.printf(
        "ready: ingest %s  target %s  kafka %s  registry %s%n",
        endpoints.address(Role.INGEST),
        endpoints.address(Role.TARGET),
        endpoints.address(Role.BROKER),
        endpoints.address(Role.REGISTRY));
    data.profiles().forEach(each -> out.printf("profile %s%n", each));
    out.flush();
    tell("Ctrl-C stops everything; the data stays");
  }
}

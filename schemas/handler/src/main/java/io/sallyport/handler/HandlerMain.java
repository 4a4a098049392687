package io.sallyport.handler;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Runs the one handler on the class path for one action. Standard input has the action: a line each
 * for its id, its type and its deadline, then its fields. Standard output gets the result's
 * document and nothing else. With the argument {@link #CHECK} it only looks for the handler.
 */
public final class HandlerMain {
  /** The argument with which nothing is performed. */
  public static final String CHECK = "check";

  /** The exit status of {@link Result.NotPerformed}. */
  public static final int NOT_PERFORMED = 64;

  /** The exit status where no handler is there. */
  public static final int NO_HANDLER = 65;

  /** The exit status where several are there. */
  public static final int SEVERAL_HANDLERS = 66;

  /** The exit status where the handler cannot be made. */
  public static final int UNUSABLE = 67;

  private static final int THREW = 1;
  private static final int LINES = 4;

  private HandlerMain() {}

  /** Ends the process however the handler ended, and whatever threads it has left. */
  public static void main(String[] arguments) throws Exception {
    PrintStream output = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    System.setErr(System.out);
    int status = THREW;
    try {
      status = run(List.of(arguments), output);
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  private static int run(List<String> arguments, PrintStream output) throws Exception {
    List<ActionHandler> handlers;
    try {
      handlers =
          ServiceLoader.load(ActionHandler.class).stream()
              .map(ServiceLoader.Provider::get)
              .toList();
    } catch (ServiceConfigurationError e) {
      return UNUSABLE;
    }
    return switch (handlers.size()) {
      case 0 -> NO_HANDLER;
      case 1 -> arguments.contains(CHECK) ? 0 : perform(handlers.getFirst(), output);
      default -> SEVERAL_HANDLERS;
    };
  }

  private static int perform(ActionHandler handler, PrintStream output) throws Exception {
    Result result = handler.perform(action());
    output.write(result.document().getBytes(StandardCharsets.UTF_8));
    output.flush();
    return switch (result) {
      case Result.Performed _ -> 0;
      case Result.NotPerformed _ -> NOT_PERFORMED;
    };
  }

  private static Action action() throws IOException {
    String[] lines =
        new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\n", LINES);
    return new Action(lines[0], lines[1], Instant.parse(lines[2]), lines[3]);
  }
}

package io.sallyport.cli.stack;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The quickstart as a process of its own, on its own class path; this module does not compile
 * against it. Ctrl-C reaches it too, as it is in the same process group; whoever ends this process
 * otherwise ends it as well, and where setpriv is installed not even kill -9 leaves it behind. The
 * kernel counts the thread that started it as its parent: that thread must not end first.
 */
public final class QuickstartProcess {
  private static final String MAIN = "io.sallyport.quickstart.QuickstartMain";
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final String HEAP = "-Xmx96m";
  private static final long STOP_SECONDS = 9;

  private final Path home;

  private QuickstartProcess(Path home) {
    this.home = home;
  }

  /** The quickstart of the project that the launcher named. */
  public static QuickstartProcess ofProject() {
    return new QuickstartProcess(
        Optional.ofNullable(System.getProperty("sallyport.home"))
            .map(Path::of)
            .orElseThrow(() ->
                new CannotRun(
                    "the project's directory is not known.",
                    "Start the command by its launcher, ./sallyport.")));
  }

  /** The quickstart of the project in {@code home}. */
  static QuickstartProcess of(Path home) {
    return new QuickstartProcess(home);
  }

  /** Runs it on this terminal to its end; its exit code is the command's. */
  public int run(List<String> arguments) throws InterruptedException {
    Process process = start(new ProcessBuilder(command(arguments)).inheritIO());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(process)));
    return process.waitFor();
  }

  /** Starts it with its output in a file; whoever asks ends it with {@link #stop}. */
  public Process startQuiet(List<String> arguments, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return start(builder);
  }

  /** Ends a process in good order, or by force after nine seconds. */
  public static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CannotRun(
          "the quickstart cannot be started: " + e.getMessage(), "Is this Java complete?", e);
    }
  }

  private List<String> command(List<String> arguments) {
    Path target = home.resolve("quickstart").resolve("target");
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "TERM", "--"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dsallyport.home=" + home);
    command.addAll(List.of("-cp", classPath(target), MAIN));
    command.addAll(arguments);
    return command;
  }

  private static String classPath(Path target) {
    try {
      return target.resolve("sallyport-quickstart.jar")
          + java.io.File.pathSeparator
          + Files.readString(target.resolve("classpath")).strip();
    } catch (IOException e) {
      throw new CannotRun(
          "the quickstart is not built.", "Start the command by its launcher, ./sallyport.", e);
    }
  }
}

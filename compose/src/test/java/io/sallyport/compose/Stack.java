package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.quickstart.data.DataDirectory;
import io.sallyport.quickstart.stack.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The product as a person starts it: {@code sallyport up} and its commands, as processes. */
final class Stack extends Site {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration START = Duration.ofMinutes(3);

  private final List<String> options;
  private Process up;

  private Stack(Path data, List<String> options) {
    super(data);
    this.options = options;
    this.up = launch();
  }

  /** What a command printed, and how it ended. */
  record Ended(int code, String output) {
    JsonNode json() {
      try {
        return JSON.readTree(output);
      } catch (IOException e) {
        throw new UncheckedIOException(output, e);
      }
    }
  }

  /** On that directory, with further options of {@code up}. */
  static Stack start(Path data, String... options) {
    Stack stack = new Stack(data, List.of(options));
    stack.awaitReady();
    return stack;
  }

  /** Starts it again on the same data. */
  void startAgain() {
    up = launch();
    awaitReady();
  }

  /** Kills the broker's process, which its supervisor starts again. */
  @Override
  void restartBroker() {
    kill(process("broker"));
    awaitReady();
  }

  private Process launch() {
    Path log = data().resolveSibling(data().getFileName() + ".log");
    List<String> arguments = new ArrayList<>(List.of("up", "--data", data().toString()));
    arguments.addAll(List.of("--port", "0"));
    arguments.addAll(options);
    return run(log, arguments.toArray(String[]::new));
  }

  private void awaitReady() {
    Awaitility.await("the stack is ready")
        .atMost(START)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !up.isAlive() || status().code() == 0);
    assertThat(up.isAlive()).as("up still runs; its output: %s", log()).isTrue();
  }

  /** What {@code up} has said on its standard output. */
  String log() {
    try {
      return Files.readString(data().resolveSibling(data().getFileName() + ".log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  Ended status() {
    return command("status", "--data", data().toString(), "--output", "json");
  }

  /** The process whose name begins so, as {@code status} would find it. */
  ProcessHandle process(String name) {
    return states().stream()
        .filter(each -> each.name().startsWith(name))
        .findFirst()
        .flatMap(each -> ProcessHandle.of(each.pid()))
        .orElseThrow(() -> new AssertionError("no " + name + " runs"));
  }

  private List<ProcessState> states() {
    return ProcessState.all(new DataDirectory(data()));
  }

  /** SIGTERM; the supervisor starts it again. */
  void restart(String role) {
    ProcessHandle before = process(role);
    before.destroy();
    Awaitility.await("the next " + role + " is ready")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> states().stream().allMatch(each -> each.ready() && each.pid() != before.pid()));
  }

  /** {@code kill -9}. */
  static void kill(ProcessHandle process) {
    process.destroyForcibly();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
  }

  /** Kills the supervisor; its children must not outlive it. */
  void killEverything() {
    List<ProcessHandle> all = new ArrayList<>(up.descendants().toList());
    kill(up.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  static Ended command(String... arguments) {
    try {
      Path output = Files.createTempFile("sallyport-", ".out");
      Process process = run(output, arguments);
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", arguments) + " did not end in three minutes");
      }
      Ended ended = new Ended(process.exitValue(), Files.readString(output));
      Files.delete(output);
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Process run(Path output, String... arguments) {
    try {
      Path target = HOME.resolve("cli/target");
      String classPath =
          target.resolve("sallyport-cli.jar") + ":" + Files.readString(target.resolve("classpath"));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
      command.add("-Dsallyport.home=" + HOME);
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath.strip()));
      command.add("io.sallyport.cli.SallyportMain");
      command.addAll(List.of(arguments));
      return new ProcessBuilder(command)
          .redirectOutput(output.toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as Ctrl-C does; everything must be gone in ten seconds. */
  @Override
  public void close() {
    List<ProcessHandle> children = up.descendants().toList();
    up.destroy();
    try {
      boolean ended = up.waitFor(20, TimeUnit.SECONDS);
      if (!ended) {
        up.destroyForcibly();
      }
      children.forEach(ProcessHandle::destroyForcibly);
      assertThat(ended).as("up ends after SIGTERM").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

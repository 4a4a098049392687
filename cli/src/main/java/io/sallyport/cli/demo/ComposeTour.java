package io.sallyport.cli.demo;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tour among the containers of the project's compose file: nothing but ingest can be reached
 * from outside of them, so it runs in one more, as the service {@code demo}.
 */
final class ComposeTour {
  /** What stands for this stack on the command line. */
  static final String WORD = "compose";

  private final Path file;

  private ComposeTour(Path file) {
    this.file = file;
  }

  /** That of the project which the launcher named. */
  static ComposeTour ofProject() {
    return Optional.ofNullable(System.getProperty("sallyport.home"))
        .map(home -> Path.of(home, "compose", "compose.yaml"))
        .filter(Files::exists)
        .map(ComposeTour::new)
        .orElseThrow(() ->
            new CannotRun(
                "the project's compose file is not known.",
                "Start the command by its launcher, ./sallyport."));
  }

  /** Plays it on this terminal; its exit code is the command's. */
  int play(boolean json) throws InterruptedException {
    try {
      return new ProcessBuilder(command(json)).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new CannotRun(
          "docker cannot be run: " + e.getMessage(), "compose/README.md says what it takes.", e);
    }
  }

  List<String> command(boolean json) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("docker", "compose", "--file", file.toString()));
    command.addAll(List.of("run", "--rm", "--no-deps", "-T", "demo"));
    command.addAll(List.of("demo", "--against", "/data"));
    if (json) {
      command.addAll(List.of("--output", "json"));
    }
    return List.copyOf(command);
  }
}

package io.sallyport.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.stack.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command demo while its stack starts, which this stand-in never finishes. */
class DemoInterruptionTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path home;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void builds() throws IOException {
    StandIn.build(home);
  }

  @AfterEach
  void ends() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void leavesNeitherStackNorDirectoryBehind() throws Exception {
    Process demo = start("demo");
    assertThat(temporary()).as("the demo's directory is there").hasSize(1);

    int code = end(demo);

    assertThat(code).isEqualTo(TERMINATED);
    assertThat(home.resolve("ended")).hasContent("in good order");
    assertThat(temporary()).isEmpty();
    assertThat(home.resolve("command.log")).content().hasLineCount(1).contains("starting a stack");
  }

  @Test
  void keepsTheDirectoryThatSomebodyNamed() throws Exception {
    Path named = home.resolve("somewhere/new/data");
    Process demo = start("demo", "--data", named.toString());

    end(demo);

    assertThat(home.resolve("called")).content().contains("--data " + named);
    assertThat(named.resolveSibling("data.log")).hasContent("running");
  }

  private Process start(String... arguments) throws IOException {
    Process demo = StandIn.command(home, arguments);
    started.add(demo);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isRunning);
    return demo;
  }

  /** Whether the stand-in has come to where it waits to be ended. */
  private boolean isRunning() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.anyMatch(file -> file.endsWith("data.log") && file.toFile().length() > 0);
    }
  }

  private static int end(Process demo) throws InterruptedException {
    demo.destroy();
    assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return demo.exitValue();
  }

  private Path[] temporary() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("tmp"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("sallyport-demo-"))
          .toArray(Path[]::new);
    }
  }
}

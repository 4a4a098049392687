package io.sallyport.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a quickstart of the test's own, which writes down how it was called. */
class QuickstartProcessTest {
  private static final String STANDIN =
      """
      package io.sallyport.quickstart;
      import java.nio.file.*;
      public final class QuickstartMain {
        public static void main(String[] args) throws Exception {
          Path home = Path.of(System.getProperty("sallyport.home"));
          Files.writeString(home.resolve("called"), String.join(" ", args));
          if (args[0].equals("up")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(home)));
            System.out.println("running");
            Thread.sleep(60_000);
          }
          System.exit(args.length);
        }
        private static void end(Path home) {
          try {
            Files.writeString(home.resolve("ended"), "in good order");
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      }
      """;

  @TempDir private Path home;
  private QuickstartProcess quickstart;

  @BeforeEach
  void buildsTheStandIn() throws IOException {
    Path classes = Files.createDirectories(home.resolve("quickstart/target/classes"));
    Path source = Files.writeString(home.resolve("QuickstartMain.java"), STANDIN);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(compiled).isZero();
    Files.writeString(home.resolve("quickstart/target/classpath"), classes + "\n");
    quickstart = QuickstartProcess.of(home);
  }

  @Test
  void handsArgumentsAndExitCodeThrough() throws Exception {
    int code = quickstart.run(List.of("down", "--data", "/somewhere else"));

    assertThat(code).isEqualTo(3);
    assertThat(home.resolve("called")).hasContent("down --data /somewhere else");
  }

  @Test
  void stopsInGoodOrder() throws Exception {
    Path log = home.resolve("log");
    Process process = quickstart.startQuiet(List.of("up"), log);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.size(log) > 0);

    QuickstartProcess.stop(process);

    assertThat(process.isAlive()).isFalse();
    assertThat(home.resolve("ended")).hasContent("in good order");
    assertThat(log).hasContent("running");
  }

  @Test
  void cannotRunWhatIsNotBuilt() throws IOException {
    Files.delete(home.resolve("quickstart/target/classpath"));

    assertThatThrownBy(() -> quickstart.run(List.of("status")))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("not built");
  }

  @Test
  void leavesNothingBehindWhenItIsKilled() throws Exception {
    Process command = killable();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(home.resolve("called")));

    command.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> Files.exists(home.resolve("ended")));
  }

  /** The real command up, as a process that can be killed. */
  private Process killable() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dsallyport.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            "io.sallyport.cli.SallyportMain",
            "up",
            "--data",
            home.resolve("data").toString())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("command.log").toFile())
        .start();
  }
}

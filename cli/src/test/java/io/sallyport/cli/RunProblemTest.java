package io.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.ConfigException;
import io.sallyport.service.config.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class RunProblemTest {
  private final Screen screen = new Screen();

  @Test
  void tellsTheProblemAndTheNextStep() {
    int code = handle(new CannotRun("no stack.", "Start one."));

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).isEqualTo("sallyport: no stack.\nStart one.\n");
  }

  @Test
  void saysWhatToDoAboutAKeyFile() {
    handle(
        assertThrowsExactly(
            KeyFile.Unusable.class, () -> KeyFile.readPublic(Path.of("no-such.jwk"))));

    assertThat(screen.err())
        .endsWith("Name another key file, or mend this one, and run it again.\n");
  }

  @Test
  void keepsTheLinesOfAConfigProblem() {
    Problem problem = new Problem("topics.yaml", 3, 1, "unknown key", "cels: {}\n^");

    handle(new ConfigException(List.of(problem)));

    assertThat(screen.err()).startsWith("sallyport: topics.yaml:3:1: unknown key\ncels: {}\n^\n");
  }

  @Test
  void tellsKafkasProblems() {
    int code = handle(new SslAuthenticationException("handshake failed"));

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("Kafka: handshake failed");
  }

  @Test
  void tellsProblemsWithFiles() {
    int code = handle(new UncheckedIOException("cannot read x", new IOException()));

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("cannot read x");
  }

  @Test
  void callsABugABugWithoutATrace() {
    int code = handle(new IllegalStateException("impossible"));

    assertThat(code).isEqualTo(2);
    assertThat(screen.err()).contains("a bug").contains("impossible").doesNotContain("\tat ");
  }

  @Test
  void endsAsInterruptedWithoutAWord() {
    int code = handle(new InterruptedException());

    assertThat(code).isEqualTo(130);
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void endsAsInterruptedInKafkaToo() {
    int code = handle(new InterruptException(new InterruptedException()));

    Thread.interrupted();
    assertThat(code).isEqualTo(130);
  }

  @Test
  void callsNothingAProblemOnceTheProcessEnds() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName())
            .redirectErrorStream(true)
            .start();

    String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(written).isEmpty();
  }

  /** A process in which a command fails while Ctrl-C ends it; its exit code is the answer. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] arguments) {
      Thread failing =
          new Thread(() -> {
            CommandLine command =
                CommandTree.of(Console.ofProcess(), InputStream.nullInputStream());
            Runtime.getRuntime()
                .halt(
                    new RunProblem(Console.ofProcess())
                        .handleExecutionException(
                            new CannotRun("no stack.", "Start one."),
                            command,
                            command.parseArgs("--help")));
          });
      Runtime.getRuntime().addShutdownHook(failing);
      System.exit(0);
    }
  }

  private int handle(Exception problem) {
    CommandLine command = CommandTree.of(screen.console(), InputStream.nullInputStream());
    ParseResult none = command.parseArgs("--help");
    return new RunProblem(screen.console()).handleExecutionException(problem, command, none);
  }
}

package io.sallyport.compose.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A role as a process of its own, with the class path of this one. */
final class RoleRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String READY = "\"message\":\"ready\"";

  private final Process process;
  private final Path log;

  private RoleRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a main class on {@code config.yaml} of that home and does not wait. */
  static RoleRun launch(String main, Path home) {
    Path log = home.resolve("log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main,
            home.resolve("config.yaml").toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new RoleRun(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    Awaitility.await("a process is ready")
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || Sample.read(log).contains(READY));
    if (!process.isAlive()) {
      throw new AssertionError(Sample.read(log));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

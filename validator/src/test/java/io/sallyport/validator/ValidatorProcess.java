package io.sallyport.validator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** One validator as a process, with its file, log and admin listener. */
final class ValidatorProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String READY = "\"message\":\"ready\"";

  private final Path home;
  private final int adminPort;
  private Optional<Process> running = Optional.empty();

  /** Of the file {@code config.yaml} there, which says the port too. */
  ValidatorProcess(Path home, int adminPort) {
    this.home = home;
    this.adminPort = adminPort;
  }

  /** Starts it and waits until it says that it is ready. */
  void start() {
    launch();
    awaitReady();
  }

  void awaitReady() {
    Awaitility.await("the validator is ready")
        .atMost(PATIENCE)
        .until(() -> !isAlive() || log().contains(READY));
    if (!isAlive()) {
      throw new AssertionError(log());
    }
  }

  /** Starts it and does not wait. */
  Process launch() {
    Path log = home.resolve("log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            ValidatorMain.class.getName(),
            home.resolve("config.yaml").toString());
    try {
      Files.deleteIfExists(log);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      running = Optional.of(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    Process process = running.orElseThrow();
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM; the exit status. */
  int stop() throws InterruptedException {
    Process process = running.orElseThrow();
    process.destroy();
    return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  boolean isAlive() {
    return running.map(Process::isAlive).orElse(false);
  }

  String log() {
    try {
      return Files.readString(home.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it shows. */
  String metrics() {
    return get("/metrics");
  }

  /** What it says once it is ready and says {@code note}. */
  String readyWith(String note) {
    return Awaitility.await(note)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get("/readyz"), said -> said.contains(note));
  }

  /** The status of its readiness at a moment when what it shows fits, before and after. */
  int healthWhile(Predicate<String> shown) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(
            () -> {
              boolean before = shown.test(metrics());
              int status = status();
              return before && shown.test(metrics()) ? status : 0;
            },
            status -> status > 0);
  }

  /** The status of its readiness. */
  int status() throws IOException {
    HttpURLConnection readiness = (HttpURLConnection) uri("/readyz").toURL().openConnection();
    try {
      return readiness.getResponseCode();
    } finally {
      readiness.disconnect();
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + adminPort + path);
  }

  private String get(String path) {
    try (InputStream in = uri(path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it shows once {@code sample} is among it. */
  String metricsWith(String sample) {
    return Awaitility.await(sample)
        .atMost(PATIENCE)
        .until(this::metrics, shown -> shown.contains(sample));
  }

  @Override
  public void close() {
    running.ifPresent(Process::destroyForcibly);
  }
}

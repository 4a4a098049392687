package io.sallyport.cli.demo;

import io.sallyport.cli.data.DataDirectory;
import io.sallyport.cli.data.Endpoints;
import io.sallyport.cli.stack.QuickstartProcess;
import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stack for one demo: started for it, and ended with it, whichever way that ends. */
final class DemoStack implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int LAST_LINES = 15;
  private static final int READY = 200;

  private final Process process;
  private final DataDirectory data;
  private final Path log;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = Thread.ofPlatform().unstarted(this::end);

  private DemoStack(Process process, DataDirectory data, Path log) {
    this.process = process;
    this.data = data;
    this.log = log;
  }

  /** Starts a stack in {@code data} and waits until all of it is ready. */
  static DemoStack start(Path data, int port) throws InterruptedException {
    Path log = log();
    Process process =
        QuickstartProcess.ofProject()
            .startQuiet(
                List.of(
                    "up", "--once", "--data", data.toString(), "--port", Integer.toString(port)),
                log);
    DemoStack stack = new DemoStack(process, new DataDirectory(data), log);
    Runtime.getRuntime().addShutdownHook(stack.hook);
    stack.awaitReady();
    return stack;
  }

  /** Outside the data directory, which the quickstart only takes when it is empty. */
  private static Path log() {
    try {
      return Files.createTempFile("sallyport-demo-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException("no log for the demo can be made", e);
    }
  }

  private void awaitReady() throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    Instant deadline = Instant.now().plus(START);
    while (!isReady(http)) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new CannotRun("the stack did not start. Its last lines:\n" + lastLines(), whole());
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    if (!Files.exists(data.root().resolve("endpoints.json"))) {
      return false;
    }
    Endpoints endpoints = data.endpoints();
    for (URI listener : endpoints.admin()) {
      if (status(http, listener.resolve("/readyz")) != READY) {
        return false;
      }
    }
    return status(http, endpoints.target().resolve("/readyz")) == READY;
  }

  private static int status(HttpClient http, URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      int from = Math.max(0, lines.size() - LAST_LINES);
      return String.join("\n", lines.subList(from, lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String whole() {
    return "The whole log: " + log;
  }

  /** The stack's directory. */
  DataDirectory data() {
    return data;
  }

  private void end() {
    if (closed.compareAndSet(false, true)) {
      QuickstartProcess.stop(process);
    }
  }

  @Override
  public void close() {
    end();
  }
}

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

/** A stack for one demo: started for it, and ended with it, whichever way that ends. */
final class DemoStack implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int LAST_LINES = 15;
  private static final int READY = 200;

  private final Process process;
  private final DataDirectory data;
  private final Path log;
  private final Thread hook;

  private DemoStack(Process process, DataDirectory data, Path log, Runnable afterInterruption) {
    this.process = process;
    this.data = data;
    this.log = log;
    this.hook =
        Thread.ofPlatform()
            .unstarted(() -> {
              end();
              afterInterruption.run();
            });
  }

  /**
   * Starts a stack in {@code data} and waits until all of it is ready; its output goes to a file
   * beside the directory, which the quickstart takes only when it is empty.
   */
  static DemoStack start(Path data, int port, Runnable afterInterruption)
      throws InterruptedException {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    Process process =
        QuickstartProcess.ofProject()
            .startQuiet(
                List.of(
                    "up", "--once", "--data", data.toString(), "--port", Integer.toString(port)),
                log);
    DemoStack stack = new DemoStack(process, new DataDirectory(data), log, afterInterruption);
    Runtime.getRuntime().addShutdownHook(stack.hook);
    stack.awaitReady();
    return stack;
  }

  private void awaitReady() throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    Instant deadline = Instant.now().plus(START);
    while (!isReady(http)) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        close();
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

  /** Whoever comes second waits until the first has ended it. */
  private synchronized void end() {
    if (process.isAlive()) {
      QuickstartProcess.stop(process);
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Ctrl-C came first: the hook runs already and finds the stack ended.
    }
  }
}

package io.sallyport.executor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's Prometheus, which scrapes one listener each second and goes by our rules. */
final class Prometheus implements AutoCloseable {
  private static final Path RULES = Path.of("../docs/operate/alerts.yml").toAbsolutePath();

  private final Process process;
  private final String address;

  private Prometheus(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static Prometheus scraping(Path directory, int port, int own) throws IOException {
    Files.createDirectories(directory);
    String config =
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: ['%s']
        scrape_configs:
          - job_name: sallyport-executor
            static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(RULES.normalize(), port);
    Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
    String address = "127.0.0.1:" + own;
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    return new Prometheus(process, address);
  }

  /** Whether an alert fires now; not before Prometheus answers. */
  boolean fires(String alert) {
    return ask("ALERTS%7Balertname=%22" + alert + "%22,alertstate=%22firing%22%7D")
        .contains("\"alertname\":\"" + alert + "\"");
  }

  /** Whether it has scraped the listener. */
  boolean scrapes() {
    return ask("up").contains(",\"1\"]");
  }

  private String ask(String query) {
    URI uri = URI.create("http://" + address + "/api/v1/query?query=" + query);
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
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
      Thread.currentThread().interrupt();
    }
  }
}

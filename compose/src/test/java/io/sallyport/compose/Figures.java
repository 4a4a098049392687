package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.function.DoublePredicate;
import org.awaitility.Awaitility;

/**
 * What the processes of a stack show.
 *
 * @param stack whose
 */
record Figures(Stack stack) {
  /** A figure with its labels, or the sum of all that begin so; 0 of none. */
  double of(String role, String name) throws IOException {
    URI uri = URI.create(stack.endpoints().path("admin").path(role).asText() + "/metrics");
    try (InputStream shown = uri.toURL().openStream()) {
      return new String(shown.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  /** Waits until a figure is so. */
  void await(String role, String name, DoublePredicate wanted) {
    Awaitility.await(role + " shows " + name)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> wanted.test(of(role, name)));
  }
}

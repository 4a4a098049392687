package io.sallyport.bench.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** How figures are said: order statistics, and the machine beside them. */
public final class Figures {
  private Figures() {}

  /** The value that {@code quantile} of them do not exceed. */
  public static double quantile(double[] values, double quantile) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int index = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted[Math.max(0, index)];
  }

  /** The middle one. */
  public static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /** {@code n, p50, p90, p99, p99.9, max} of milliseconds. */
  public static String latencies(double[] millis) {
    if (millis.length == 0) {
      return "none";
    }
    return String.format(
        Locale.ROOT,
        "%d, p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f ms",
        millis.length,
        median(millis),
        quantile(millis, 0.9),
        quantile(millis, 0.99),
        quantile(millis, 0.999),
        quantile(millis, 1));
  }

  /** The load averages of one, five and fifteen minutes. */
  public static String load() {
    try {
      String text = Files.readString(Path.of("/proc/loadavg"));
      return "load average " + String.join(" ", Arrays.asList(text.split(" ")).subList(0, 3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.sallyport.action.shape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The first value in {@code formats/admitted.csv} of each format. */
public final class FormatSamples {
  private FormatSamples() {}

  /** A value that {@code format} admits. */
  public static String of(Format format) {
    String prefix = format.text() + ",";
    return text()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip().replace("`", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample of " + format.text()));
  }

  private static String text() {
    try (InputStream in = FormatSamples.class.getResourceAsStream("/formats/admitted.csv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

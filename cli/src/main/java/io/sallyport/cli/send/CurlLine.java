package io.sallyport.cli.send;

import java.util.ArrayList;
import java.util.List;

/** A delivery as a curl command that can be pasted into a shell. */
final class CurlLine {
  private CurlLine() {}

  /**
   * The command; the body is read from {@code file}, byte by byte as it was signed.
   *
   * @param file a path, or {@code -} for standard input
   */
  static String of(SignedDelivery delivery, String file) {
    List<String> words = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--include"));
    delivery
        .headers()
        .forEach((name, value) -> words.addAll(List.of("--header", name + ": " + value)));
    words.addAll(List.of("--data-binary", "@" + file, delivery.address().toString()));
    return String.join(" ", words.stream().map(ShellQuote::quote).toList());
  }
}

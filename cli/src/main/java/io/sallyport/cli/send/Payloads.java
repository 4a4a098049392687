package io.sallyport.cli.send;

import io.sallyport.cli.bundle.PayloadFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is signed: one file, a pipe, or the captured payloads of a source. */
final class Payloads {
  /** The most payloads that are replayed at once. */
  static final int MAX_COUNT = 1_000;

  private static final String SIDECAR = ".delivery";

  private Payloads() {}

  /** The raw bytes of {@code file}, or of {@code in} for {@code -}. */
  static Bytes read(String file, InputStream in) {
    if (!file.equals("-")) {
      return PayloadFile.read(Path.of(file));
    }
    try {
      byte[] bytes = in.readNBytes(PayloadFile.MAX_BYTES + 1);
      if (bytes.length > PayloadFile.MAX_BYTES) {
        throw new CannotRun("the payload is larger than 16 MiB.", "Send a smaller one.");
      }
      return Bytes.of(bytes);
    } catch (IOException e) {
      throw new CannotRun("standard input cannot be read.", "Give a file, or a pipe.", e);
    }
  }

  /** The captured payloads of a source in the order of their names, as listen saves them. */
  static List<Path> captured(Path directory, String source) {
    Path own = directory.resolve(source);
    String layout = "A capture is DIR/<source>/<payload>, as 'sallyport listen --save' writes it.";
    try (Stream<Path> files = Files.list(own)) {
      List<Path> found =
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !file.toString().endsWith(SIDECAR))
              .limit(MAX_COUNT + 1L)
              .sorted()
              .toList();
      if (found.isEmpty() || found.size() > MAX_COUNT) {
        String count = found.isEmpty() ? "no" : "more than " + MAX_COUNT;
        throw new CannotRun(own + " holds " + count + " payloads.", layout);
      }
      return found;
    } catch (IOException e) {
      throw new CannotRun(own + " cannot be read.", layout, e);
    }
  }
}

package io.sallyport.cli.bundle;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A payload on disk, as its sender would have sent it. */
public final class PayloadFile {
  /** The largest payload that is read; a source's own limit is lower. */
  public static final int MAX_BYTES = 16 << 20;

  private PayloadFile() {}

  /** The raw bytes of {@code file}. */
  public static Bytes read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CannotRun(
            "the payload " + file + " is larger than 16 MiB.", "Take a smaller one.");
      }
      return Bytes.of(bytes);
    } catch (IOException e) {
      throw new CannotRun("the payload " + file + " cannot be read.", "Look at the path.", e);
    }
  }
}

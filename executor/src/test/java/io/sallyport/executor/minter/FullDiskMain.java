package io.sallyport.executor.minter;

import io.sallyport.contract.id.ActionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Fills the file of what was lent, {@code FullDiskMain <directory>}, where the kernel lets no file
 * grow above 1 KiB, until a line does not fit; then it has that limit lifted, and adds another.
 */
public final class FullDiskMain {
  /** Of 57 bytes each. */
  static final int FIT = 17;

  private FullDiskMain() {}

  /** Ends with 0 where exactly one line was refused. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (SpentFile file = SpentFile.open(Path.of(args[0]))) {
      for (int i = 0; i < FIT; i++) {
        file.add(line('a'));
      }
      if (isAdded(file, line('b'))) {
        throw new IllegalStateException("the limit lets it grow");
      }
      String self = String.valueOf(ProcessHandle.current().pid());
      new ProcessBuilder("prlimit", "--pid", self, "--fsize=unlimited").start().waitFor();
      file.add(line('c'));
    }
  }

  private static boolean isAdded(SpentFile file, SpentFile.Line line) {
    try {
      file.add(line);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static SpentFile.Line line(char letter) {
    ActionId id = new ActionId(String.valueOf(letter).repeat(42) + "A");
    return new SpentFile.Line(id, 1, Instant.ofEpochSecond(1_795_000_000));
  }
}

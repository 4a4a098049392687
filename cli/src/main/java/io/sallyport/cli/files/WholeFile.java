package io.sallyport.cli.files;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that whoever looks meanwhile sees as it was or as it is, never a part of it. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Puts these bytes in its place; a draft that was left beside it, or a link there, is removed.
   */
  public static void write(Path file, byte[] bytes) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.write(draft, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be written.", "Look at the path and its rights.", e);
    }
  }
}

package io.sallyport.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.quickstart.files.OwnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files of a running stack, whose processes may have users of their own: they stay theirs. */
final class Owned {
  private Owned() {}

  /** Writes it beside the file, and puts it in its place at once. */
  static void write(Path file, String text) throws IOException {
    replace(OwnerFiles.write(file.resolveSibling(file.getFileName() + ".next"), text), file);
  }

  /** Replaces what stands there. */
  static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    write(file, text.replace(from, to));
  }

  /** Puts a file in another one's place at once, as its owner. */
  static void replace(Path from, Path to) throws IOException {
    Files.setOwner(from, Files.getOwner(to));
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes a new file for whom its directory is. */
  static void put(String text, Path file) throws IOException {
    give(OwnerFiles.write(file, text));
  }

  /** Gives a new file to whose directory it lies in. */
  static Path give(Path file) throws IOException {
    return Files.setOwner(file, Files.getOwner(file.resolveSibling("")));
  }
}

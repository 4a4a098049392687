package io.sallyport.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The directory of a demo's stack: a new one, unless somebody named theirs. */
final class DemoDirectory {
  private DemoDirectory() {}

  /** A new place; others may pass through it, since each process may have its own user. */
  static Path create() {
    try {
      Path directory = Files.createTempDirectory("sallyport-demo-");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
      return directory.resolve("data");
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for the demo can be made", e);
    }
  }

  /** The directory that somebody named, in one that is there. */
  static Path at(Path named) {
    Path data = named.toAbsolutePath().normalize();
    try {
      Files.createDirectories(data.resolveSibling(""));
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException("the directory of " + data + " cannot be made", e);
    }
  }

  /**
   * Deletes what {@link #create} made, with all that it holds; links are not followed. The end of
   * the demo and Ctrl-C may come here together: the second finds nothing.
   */
  static synchronized void delete(Path data) {
    Path directory = data.resolveSibling("");
    if (Files.notExists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's directory cannot be deleted", e);
    }
  }
}

package io.sallyport.quickstart.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files and directories that only their owner can read.
 *
 * <p>Content is written to a neighbour file first and moved into place, so that a reader sees the
 * old file or the new one, and no file is readable by others at any moment.
 */
public final class OwnerFiles {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> DRAFT =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> SEALED =
      PosixFilePermissions.fromString("r--------");

  private OwnerFiles() {}

  /** Creates the directory and its missing parents with mode 0700 and returns it. */
  public static Path directory(Path directory) {
    try {
      return Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the directory " + directory, e);
    }
  }

  /** Writes or replaces a file of mode 0400. */
  public static Path write(Path file, String text) {
    return replace(file, text, SEALED);
  }

  /** Writes or replaces a file of mode 0600, for files that their owner changes later. */
  public static Path writeMutable(Path file, String text) {
    return replace(file, text, DRAFT);
  }

  /** Copies a directory; the copy's directories have mode 0700, its files 0400. */
  public static void copyTree(Path from, Path to) {
    try (var paths = Files.walk(from)) {
      paths.forEach(path -> copy(path, to.resolve(from.relativize(path).toString())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
    }
  }

  /** Deletes a file or a directory with all that it contains, without following links. */
  public static void deleteTree(Path root) {
    try {
      Files.walkFileTree(root, new Deletion());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  private static void copy(Path from, Path to) {
    if (Files.isDirectory(from)) {
      directory(to);
      return;
    }
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(to, SEALED);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
    }
  }

  private static Path replace(Path file, String text, Set<PosixFilePermission> mode) {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(draft, PosixFilePermissions.asFileAttribute(DRAFT));
      Files.writeString(draft, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
      Files.setPosixFilePermissions(draft, mode);
      return Files.move(
          draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Deletes every file, and each directory after its content. */
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException problem)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}

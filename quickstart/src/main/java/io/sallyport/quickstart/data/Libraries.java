package io.sallyport.quickstart.data;

import io.sallyport.quickstart.files.OwnerFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The class path of each role below the data directory.
 *
 * <p>Maven's repository usually lies in a home that other users cannot enter, so each role gets
 * hard links of its jars, or copies where a link is not possible or would not be readable. The
 * project's own jars are always copied: a build during the run would overwrite them in place.
 */
public final class Libraries {
  private final Path project;
  private final Path libraries;

  /** Of the project in {@code project}, below {@code libraries}. */
  public Libraries(Path project, Path libraries) {
    this.project = project;
    this.libraries = libraries;
  }

  /** Links the class path of a role anew and returns it as one text. */
  public String classPath(Role role) {
    Path target = project.resolve(role.module()).resolve("target");
    List<Path> entries = new ArrayList<>();
    entries.add(target.resolve("sallyport-" + role.module() + ".jar"));
    for (String entry : read(target.resolve("classpath")).split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry));
    }
    Path directory = empty(role.home());
    List<String> linked = new ArrayList<>();
    for (Path entry : entries) {
      String name = String.format("%03d-%s", linked.size(), entry.getFileName());
      linkTree(entry, directory.resolve(name));
      linked.add(directory.resolve(name).toString());
    }
    return String.join(File.pathSeparator, linked);
  }

  /** Links a whole directory anew and returns where it is. */
  public Path directory(Role role, Path from) {
    Path directory = empty(role.home());
    linkTree(from, directory);
    return directory;
  }

  private Path empty(String name) {
    Path directory = libraries.resolve(name);
    if (Files.exists(directory)) {
      OwnerFiles.deleteTree(directory);
    }
    open(libraries);
    return open(directory);
  }

  private static void linkTree(Path from, Path to) {
    if (Files.notExists(from)) {
      throw new DataException(
          from + " is missing; build the project first (mvn -DskipTests package)");
    }
    try (var paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path copy = to.resolve(from.relativize(path).toString()).normalize();
        if (Files.isDirectory(path)) {
          open(copy);
        } else {
          link(path, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot link " + from + " to " + to, e);
    }
  }

  private static void link(Path from, Path to) throws IOException {
    if (!isOwn(from) && isReadableByAll(from)) {
      try {
        Files.createLink(to, from);
        return;
      } catch (IOException | UnsupportedOperationException e) {
        Files.deleteIfExists(to);
      }
    }
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static boolean isOwn(Path file) {
    return String.valueOf(file.getFileName()).startsWith("sallyport-");
  }

  private static boolean isReadableByAll(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  private static Path open(Path directory) {
    try {
      Files.createDirectories(directory);
      return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new DataException(
          file + " cannot be read; build the project first (mvn -DskipTests package)");
    }
  }
}

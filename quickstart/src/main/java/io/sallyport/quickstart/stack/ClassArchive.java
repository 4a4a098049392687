package io.sallyport.quickstart.stack;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archive of loaded classes that a role's JVM writes at its first end and maps at its next
 * start (JEP 350), which halves the work of a start.
 *
 * <p>The JVM keeps an archive whose jars have changed and then ignores it, so its name tells the
 * jars. It lies in the role's own temporary directory: what a role writes is read by it alone. A
 * killed JVM leaves the native libraries there that it unpacked, so the rest is removed.
 */
final class ClassArchive {
  private static final int NAME_DIGITS = 16;

  private ClassArchive() {}

  /** The flags for the jars below {@code libraries}; removes what earlier runs left beside it. */
  static List<String> flags(Path libraries, Path directory) {
    Path archive = directory.resolve("classes-" + fingerprint(libraries) + ".jsa");
    removeOthers(directory, archive);
    return List.of(
        "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off");
  }

  /** Over names, sizes and times, which is what the JVM compares as well. */
  private static String fingerprint(Path libraries) {
    try (Stream<Path> files = Files.walk(libraries)) {
      StringBuilder lines = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.append(libraries.relativize(file)).append(' ').append(Files.size(file));
        lines.append(' ').append(Files.getLastModifiedTime(file)).append('\n');
      }
      byte[] digest = Digest.sha256(Bytes.utf8(lines.toString()).toArray());
      return Bytes.of(digest).hex().substring(0, NAME_DIGITS);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + libraries, e);
    }
  }

  private static void removeOthers(Path directory, Path archive) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !file.equals(archive)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy " + directory, e);
    }
  }
}

package io.sallyport.quickstart.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    MessageDigest digest = sha256();
    try (Stream<Path> files = Files.walk(libraries)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String line =
            libraries.relativize(file)
                + " "
                + Files.size(file)
                + " "
                + Files.getLastModifiedTime(file)
                + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + libraries, e);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

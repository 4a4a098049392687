package io.sallyport.executor.handler.jar;

import com.google.re2j.Pattern;
import io.sallyport.contract.id.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A jar in the directory of jars. It is read anew for each run, and what is run are the bytes that
 * were found to be the pinned ones, never the file.
 *
 * @param directory of jars
 * @param name of its file there
 * @param pin what it must be
 */
public record Jar(Path directory, String name, Digest pin) {
  /** The largest jar. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.jar");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /** Refuses what is no name in that directory. Looks at no file. */
  public Jar {
    if (!NAME.matches(name)) {
      throw new IllegalArgumentException(
          "jar is the name of a file like restart-1.0.jar, in letters, digits and ._-");
    }
  }

  /** Where it lies. */
  public Path file() {
    return directory.resolve(name);
  }

  /** Why it cannot be run, and what to do. */
  Optional<String> problem() {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("jar: there is no plain file of that name in " + directory);
    }
    if (othersWrite(directory) || othersWrite(file())) {
      return Optional.of(
          "jar: others can write to it or to its directory; run chmod go-w on both of them");
    }
    return pinned().isPresent()
        ? Optional.empty()
        : Optional.of(
            "sha256: the jar is another one, or above 16 MiB; look where it comes from, then pin"
                + " it anew");
  }

  private static boolean othersWrite(Path path) {
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS_WRITE::contains);
    } catch (IOException e) {
      return true;
    }
  }

  /** What is in it, for one run; empty where it must not be run. */
  Optional<byte[]> content() {
    return problem().isEmpty() ? pinned() : Optional.empty();
  }

  private Optional<byte[]> pinned() {
    try (InputStream from = Files.newInputStream(file(), LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = from.readNBytes(MAX_BYTES + 1);
      return content.length <= MAX_BYTES && Digest.of(content).equals(pin)
          ? Optional.of(content)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

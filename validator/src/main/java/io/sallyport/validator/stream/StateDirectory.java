package io.sallyport.validator.stream;

import io.sallyport.contract.topic.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The local copies of the stores. After a stop that was not clean they are deleted and restored
 * from the changelogs, since RocksDB did not always open again after a kill; the file that names
 * the process stays, so that it gets its partitions back.
 */
public final class StateDirectory {
  private static final String MARKER = "stopped-cleanly";

  /** What is older may know what was deleted, once the changelog has forgotten that it was. */
  private static final Duration FRESH = Manifest.TOMBSTONES.dividedBy(2);

  /** A stop that is later than now was by another clock. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Path directory;

  /** The state of {@code application} below {@code root}. */
  public StateDirectory(Path root, String application) {
    this.directory = root.resolve(application);
  }

  /**
   * To be called before the stores open: deletes them unless the last stop was clean, and not long
   * before {@code now}.
   */
  public void open(Instant now) {
    try {
      Files.createDirectories(directory);
      if (!isClean(now)) {
        for (Path task : tasks()) {
          delete(task);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("state: the directory cannot be used", e);
    }
  }

  private boolean isClean(Instant now) throws IOException {
    Path marker = directory.resolve(MARKER);
    if (!Files.exists(marker)) {
      return false;
    }
    Instant stopped = Files.getLastModifiedTime(marker).toInstant();
    Files.delete(marker);
    return !stopped.isAfter(now.plus(SKEW)) && now.isBefore(stopped.plus(FRESH));
  }

  /** To be called after the stores closed, and only if they did. */
  public void closedCleanly() {
    try {
      Files.createFile(directory.resolve(MARKER));
    } catch (IOException e) {
      throw new UncheckedIOException("state: the directory cannot be used", e);
    }
  }

  private List<Path> tasks() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(StateDirectory::isTask).toList();
    }
  }

  private static boolean isTask(Path file) {
    String name = file.getFileName().toString();
    return Files.isDirectory(file)
        && !name.isEmpty()
        && name.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '_');
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

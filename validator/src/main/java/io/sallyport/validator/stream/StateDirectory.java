package io.sallyport.validator.stream;

import io.sallyport.contract.topic.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /** Kafka Streams has deleted by then what it does not read on, {@code state.cleanup.delay.ms}. */
  private static final Duration LEFT_OVER = Duration.ofMinutes(30);

  private final Path directory;
  private Instant opened = Instant.EPOCH;

  /** When what was there at the start was complete. */
  private Instant complete = Instant.EPOCH;

  /** The state of {@code application} below {@code root}. */
  public StateDirectory(Path root, String application) {
    this.directory = root.resolve(application);
  }

  /**
   * To be called before the stores open: deletes them unless the last stop was clean, and what they
   * hold was complete not long before {@code now}.
   */
  public void open(Instant now) {
    try {
      Files.createDirectories(directory);
      Optional<Instant> clean = clean(now);
      opened = now;
      complete = clean.orElse(now);
      if (clean.isEmpty()) {
        for (Path task : tasks()) {
          delete(task);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("state: the directory cannot be used", e);
    }
  }

  private Optional<Instant> clean(Instant now) throws IOException {
    Path marker = directory.resolve(MARKER);
    if (!Files.exists(marker)) {
      return Optional.empty();
    }
    Instant stopped = Files.getLastModifiedTime(marker).toInstant();
    Files.delete(marker);
    boolean isRecent = !stopped.isAfter(now.plus(SKEW)) && now.isBefore(stopped.plus(FRESH));
    return Optional.of(stopped).filter(_ -> isRecent);
  }

  /**
   * To be called after the stores closed, and only if they did. What was not read back to its end
   * goes on from there, but is no younger for that: a key that it knows may be deleted behind the
   * place that it has come to. Nor is what lies there from before the start, and is not read.
   *
   * @param unreadSince when the oldest began that was not read back to its end
   */
  public void closedCleanly(Instant now, Optional<Instant> unreadSince) {
    Instant asOf = unreadSince.orElse(now);
    Instant known = asOf.isBefore(opened.plus(LEFT_OVER)) ? complete : asOf;
    try {
      Path marker = Files.createFile(directory.resolve(MARKER));
      Files.setLastModifiedTime(marker, FileTime.from(known));
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

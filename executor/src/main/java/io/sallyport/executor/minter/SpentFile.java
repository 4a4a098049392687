package io.sallyport.executor.minter;

import io.sallyport.contract.id.ActionId;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actions that something was lent for, one line for each lease, on the disk before the lease is
 * handed out. One process at a time has it; owned by {@link Spent}, which serialises its calls.
 */
final class SpentFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpentFile.class);
  private static final String NAME = "spent";

  private final Path file;
  private final FileChannel lock;
  private FileChannel channel;

  /** The bytes of all lines that are whole; what a write that failed left behind them is none. */
  private long whole;

  /**
   * A lease that was handed out.
   *
   * @param id its action
   * @param attempt of the action
   * @param expires from then on no mandate for it counts any more
   */
  record Line(ActionId id, int attempt, Instant expires) {
    private static Optional<Line> parse(String text) {
      String[] parts = text.split(" ", -1);
      try {
        return parts.length == 3
            ? Optional.of(
                new Line(
                    new ActionId(parts[0]),
                    Integer.parseInt(parts[1]),
                    Instant.ofEpochSecond(Long.parseLong(parts[2]))))
            : Optional.empty();
      } catch (IllegalArgumentException | DateTimeException e) {
        return Optional.empty();
      }
    }

    private String text() {
      return id.text() + " " + attempt + " " + expires.getEpochSecond() + "\n";
    }
  }

  private SpentFile(Path file, FileChannel lock, FileChannel channel) throws IOException {
    this.file = file;
    this.lock = lock;
    this.channel = channel;
    this.whole = channel.size();
  }

  /** The file in {@code directory}, which is made if it is not there; throws StartException. */
  static SpentFile open(Path directory) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      FileChannel lock = lock(directory);
      Path file = directory.resolve(NAME);
      return new SpentFile(file, lock, append(file));
    } catch (IOException e) {
      throw new StartException("state: " + directory + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** The kernel lets go of it when the process ends, however it ends. */
  private static FileChannel lock(Path directory) throws IOException {
    FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      LOG.debug("locked by this very process", e);
    }
    if (!locked) {
      lock.close();
      throw new StartException("state: another minter uses " + directory);
    }
    return lock;
  }

  private static FileChannel append(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What it says. A last line without an end was never handed out; any other must be whole. */
  List<Line> read() {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      List<Line> lines = new ArrayList<>();
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        lines.add(
            Line.parse(line)
                .orElseThrow(() ->
                    new StartException(
                        "state: " + file + " was changed; find out who did it, and keep it")));
      }
      return lines;
    } catch (IOException e) {
      throw new StartException("state: " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Adds a line; it is on the disk when this returns. What an earlier one left that did not fit, on
   * a disk that was full, is cut off before; where that fails nothing is added.
   */
  void add(Line line) {
    try {
      channel.truncate(whole);
      write(channel, line.text());
      whole = channel.size();
    } catch (IOException e) {
      throw new UncheckedIOException("state: " + file + " cannot be written", e);
    }
  }

  /** Replaces all lines by these, which are on the disk when this returns. */
  void replace(Collection<Line> lines) {
    Path next = file.resolveSibling(NAME + ".next");
    try (FileChannel fresh =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(line.text()));
      write(fresh, text.toString());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      sync(file.resolveSibling("."));
      channel.close();
      channel = append(file);
      whole = channel.size();
    } catch (IOException e) {
      throw new UncheckedIOException("state: " + file + " cannot be written", e);
    }
  }

  /** A new name is on the disk when its directory is. */
  private static void sync(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  @Override
  public void close() {
    try {
      channel.close();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

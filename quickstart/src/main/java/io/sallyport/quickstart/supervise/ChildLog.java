package io.sallyport.quickstart.supervise;

import io.sallyport.quickstart.files.OwnerFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The log file of one child: two files of at most {@code maxBytes} each, and the last lines at
 * hand.
 *
 * <p>The thread that reads the child's output writes; any thread may ask for the tail.
 */
final class ChildLog {
  static final int TAIL_LINES = 12;
  static final int LINE_LIMIT = 2_000;

  private final Path file;
  private final long maxBytes;
  private final Deque<String> tail = new ArrayDeque<>();

  ChildLog(Path file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /** Copies lines until the stream ends. */
  void copy(InputStream output) {
    try (var reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      boolean more = true;
      while (more) {
        more = fill(reader);
        if (more) {
          Files.move(file, older(), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      remember("(the log ended: " + e.getMessage() + ")");
    }
  }

  /** The last lines, oldest first, without control characters. */
  List<String> tail() {
    synchronized (tail) {
      return List.copyOf(tail);
    }
  }

  Path file() {
    return file;
  }

  /** Returns whether the file is full and the stream has more. */
  private boolean fill(BufferedReader reader) throws IOException {
    long size = Files.exists(file) ? Files.size(file) : 0;
    try (Writer writer =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (size < maxBytes) {
        Optional<String> line = nextLine(reader);
        if (line.isEmpty()) {
          return false;
        }
        String shown = printable(line.get());
        remember(shown);
        writer.write(shown + "\n");
        size += shown.length() + 1;
        if (!reader.ready()) {
          writer.flush();
        }
      }
    }
    return true;
  }

  private void remember(String line) {
    synchronized (tail) {
      if (tail.size() == TAIL_LINES) {
        tail.removeFirst();
      }
      tail.addLast(line);
    }
  }

  private Path older() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  /** Reads a line of any length and keeps its beginning. */
  private static Optional<String> nextLine(BufferedReader reader) throws IOException {
    int character = reader.read();
    if (character < 0) {
      return Optional.empty();
    }
    var line = new StringBuilder();
    while (character >= 0 && character != '\n') {
      if (line.length() < LINE_LIMIT) {
        line.append((char) character);
      }
      character = reader.read();
    }
    return Optional.of(line.toString());
  }

  private static String printable(String line) {
    return line.chars().noneMatch(ChildLog::isUnsafe) ? line : replaced(line);
  }

  private static String replaced(String line) {
    var text = new StringBuilder(line.length());
    line.chars().forEach(c -> text.append(isUnsafe(c) ? '?' : (char) c));
    return text.toString();
  }

  private static boolean isUnsafe(int character) {
    return character != '\t'
        && (Character.isISOControl(character)
            || Character.getType(character) == Character.FORMAT
            || Character.getType(character) == Character.LINE_SEPARATOR
            || Character.getType(character) == Character.PARAGRAPH_SEPARATOR);
  }

  static Path in(Path directory, String name) {
    return OwnerFiles.directory(directory).resolve(name + ".log");
  }
}

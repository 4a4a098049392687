package io.sallyport.quickstart.supervise;

import io.sallyport.quickstart.files.OwnerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process's id in a file, with its start time so that a reused id is not mistaken for it. */
public final class PidFile {
  /** The field of {@code /proc/<pid>/stat} that holds the start time, counted after the name. */
  private static final int START_FIELD = 19;

  private final Path file;

  /** The pid file of a process in that directory. */
  public PidFile(Path directory, String name) {
    this.file = directory.resolve(name + ".pid");
  }

  /** Records the process. */
  public void write(ProcessHandle process) {
    OwnerFiles.writeMutable(file, process.pid() + " " + startOf(process) + "\n");
  }

  /** The recorded process, if it still runs. */
  public Optional<ProcessHandle> read() {
    try {
      String[] parts = Files.readString(file).strip().split(" ", 2);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> parts.length == 2 && startOf(process).equals(parts[1]));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Forgets the process. */
  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private static String startOf(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[START_FIELD];
    } catch (IOException e) {
      return process.info().startInstant().map(at -> Long.toString(at.toEpochMilli())).orElse("-");
    }
  }
}

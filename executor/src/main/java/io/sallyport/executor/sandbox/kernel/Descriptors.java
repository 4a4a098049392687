package io.sallyport.executor.sandbox.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Open file descriptors of one run, closed together. They lie above those that a program gets, so
 * that passing one never overwrites another. Owned by one thread.
 */
public final class Descriptors implements AutoCloseable {
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int MEMFD_CLOSE_ON_EXEC = 1;
  private static final int DUPLICATE_CLOSE_ON_EXEC = 1030;
  private static final int LOWEST = 64;

  private final Arena arena;
  private final Set<Integer> open = new HashSet<>();

  /** None yet; memory comes from {@code arena}. */
  public Descriptors(Arena arena) {
    this.arena = arena;
  }

  /** A pipe (pipe2(2)); the descriptors of its two ends. */
  public Pipe pipe() {
    MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
    check(CLibrary.call("pipe2", ends, CLOSE_ON_EXEC), "pipe2");
    return new Pipe(
        raise(ends.getAtIndex(ValueLayout.JAVA_INT, 0)),
        raise(ends.getAtIndex(ValueLayout.JAVA_INT, 1)));
  }

  /**
   * The ends of a pipe.
   *
   * @param read is at its end when nobody has the other one any more
   * @param write takes what is read there
   */
  public record Pipe(int read, int write) {}

  /** A file in memory (memfd_create(2)) with these bytes, at its beginning. */
  public int file(byte[] bytes) {
    int file =
        raise(
            check(
                CLibrary.call("memfd_create", arena.allocateFrom("run"), MEMFD_CLOSE_ON_EXEC),
                "memfd_create"));
    MemorySegment content = arena.allocate(Math.max(1, bytes.length));
    MemorySegment.copy(bytes, 0, content, ValueLayout.JAVA_BYTE, 0, bytes.length);
    int from = 0;
    while (from < bytes.length) {
      from +=
          check(
              CLibrary.call("pwrite", file, content.asSlice(from), bytes.length - from, from),
              "pwrite");
    }
    content.fill((byte) 0);
    return file;
  }

  /** A process (pidfd_open(2)), readable when it has ended. */
  public int process(int pid) {
    return keep(check(CLibrary.call("syscall", 434, pid, 0), "pidfd_open"));
  }

  /** Takes it over. */
  public int keep(int descriptor) {
    open.add(descriptor);
    return descriptor;
  }

  /** Closes one of them; any other is left alone. */
  public void close(int descriptor) {
    if (open.remove(descriptor)) {
      CLibrary.call("close", descriptor);
    }
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(this::close);
  }

  private int raise(int low) {
    int high = CLibrary.call("fcntl", low, DUPLICATE_CLOSE_ON_EXEC, LOWEST);
    CLibrary.call("close", low);
    return keep(check(high, "fcntl"));
  }

  private static int check(int result, String function) {
    if (result < 0) {
      throw new IllegalStateException(function + " failed");
    }
    return result;
  }
}

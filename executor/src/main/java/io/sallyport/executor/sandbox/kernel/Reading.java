package io.sallyport.executor.sandbox.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Reads a pipe up to a limit, and sees a process end. Used by one thread. */
public final class Reading {
  private static final short READABLE = 1;
  private static final int SECOND = 8;
  private static final int EVENTS = 4;
  private static final int RETURNED = 6;
  private static final int NONE = -1;
  private static final int CHUNK = 64 * 1024;

  private final int max;
  private final MemorySegment polled;
  private final MemorySegment chunk;
  private byte[] bytes = new byte[8 * 1024];
  private int length;
  private boolean over;

  /**
   * Reads {@code descriptor}.
   *
   * @param max how many bytes are kept; more are told, and read, but not kept
   */
  public Reading(Arena arena, int descriptor, int max) {
    this.max = max;
    this.chunk = arena.allocate(CHUNK);
    this.polled = arena.allocate(2L * SECOND, 8);
    polled.set(ValueLayout.JAVA_INT, 0, descriptor);
    polled.set(ValueLayout.JAVA_SHORT, EVENTS, READABLE);
    polled.set(ValueLayout.JAVA_INT, SECOND, NONE);
    polled.set(ValueLayout.JAVA_SHORT, SECOND + EVENTS, READABLE);
  }

  /** Looks at this process too. */
  public void watch(int process) {
    polled.set(ValueLayout.JAVA_INT, SECOND, process);
  }

  /** Waits until there is something, for {@code millis} at most; then takes it. */
  public void step(int millis) {
    if (CLibrary.call("poll", polled, 2, millis) <= 0) {
      return;
    }
    if (polled.get(ValueLayout.JAVA_SHORT, RETURNED) != 0) {
      take(CLibrary.call("read", polled.get(ValueLayout.JAVA_INT, 0), chunk, CHUNK));
    } else {
      polled.set(ValueLayout.JAVA_INT, SECOND, NONE);
    }
  }

  private void take(int count) {
    if (count <= 0) {
      polled.set(ValueLayout.JAVA_INT, 0, NONE);
      return;
    }
    int kept = Math.min(count, max - length);
    over |= kept < count;
    if (length + kept > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + kept, Math.min(max, 2 * bytes.length)));
    }
    MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, 0, bytes, length, kept);
    length += kept;
  }

  /** Whether the process has ended, and nobody can write any more. */
  public boolean isDone() {
    return hasEnded() && polled.get(ValueLayout.JAVA_INT, 0) == NONE;
  }

  /** Whether the process has ended, or there is none. */
  public boolean hasEnded() {
    return polled.get(ValueLayout.JAVA_INT, SECOND) == NONE;
  }

  /** Whether there was more than the limit. */
  public boolean isOver() {
    return over;
  }

  /** What was kept. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }
}

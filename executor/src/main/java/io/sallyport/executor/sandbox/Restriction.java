package io.sallyport.executor.sandbox;

import io.sallyport.executor.sandbox.kernel.CLibrary;
import io.sallyport.executor.sandbox.kernel.Descriptors;
import io.sallyport.executor.sandbox.kernel.Landlock;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/** What a thread takes from itself before it starts a program. Used by that thread. */
final class Restriction {
  private static final int SET_SECCOMP = 22;
  private static final int FILTER_MODE = 2;
  private static final int SET_NO_NEW_PRIVILEGES = 38;
  private static final int INSTRUCTION_BYTES = 8;
  private static final int NONE = -1;

  private final int rules;
  private final MemorySegment filter;

  /**
   * Prepares it. bubblewrap mounts, and loads the filter after that; so with it the rules are not
   * on files, and the filter is not the thread's.
   */
  Restriction(
      Arena arena,
      Descriptors descriptors,
      Confinement confinement,
      List<Path> visible,
      byte[] filter) {
    boolean mounts = confinement.has(Layer.BUBBLEWRAP);
    this.rules =
        confinement.has(Layer.LANDLOCK) ? rules(arena, descriptors, confinement, visible) : NONE;
    this.filter = filter.length > 0 && !mounts ? program(arena, filter) : MemorySegment.NULL;
  }

  private static int rules(
      Arena arena, Descriptors descriptors, Confinement confinement, List<Path> visible) {
    return confinement.has(Layer.BUBBLEWRAP)
        ? Landlock.withoutFiles(arena, descriptors, confinement.port())
        : Landlock.withFiles(arena, descriptors, visible);
  }

  /** A {@code struct sock_fprog}. */
  private static MemorySegment program(Arena arena, byte[] filter) {
    MemorySegment instructions = arena.allocate(filter.length, INSTRUCTION_BYTES);
    MemorySegment.copy(filter, 0, instructions, ValueLayout.JAVA_BYTE, 0, filter.length);
    MemorySegment program = arena.allocate(16, 8);
    program.set(ValueLayout.JAVA_SHORT, 0, (short) (filter.length / INSTRUCTION_BYTES));
    program.set(ValueLayout.ADDRESS, 8, instructions);
    return program;
  }

  /** Never lifted. */
  void apply() {
    check(CLibrary.call("prctl", SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0));
    if (rules != NONE) {
      Landlock.restrictSelf(rules);
    }
    if (filter.address() != 0) {
      check(CLibrary.call("prctl", SET_SECCOMP, FILTER_MODE, filter, 0, 0));
    }
  }

  private static void check(int result) {
    if (result != 0) {
      throw new IllegalStateException("prctl failed");
    }
  }
}

package io.sallyport.executor.sandbox.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;

/**
 * A program to be started (posix_spawn(3)) by the calling thread, in a session of its own, with
 * exactly the descriptors that it is given. Not with ProcessBuilder: that waits for the program on
 * threads that outlive it, and a thread that a restricted one starts is restricted for ever. Used
 * by one thread.
 */
public final class Spawn implements AutoCloseable {
  private static final int ACTIONS_BYTES = 256; // more than glibc's posix_spawn_file_actions_t
  private static final int ATTRIBUTES_BYTES = 512; // more than its posix_spawnattr_t
  private static final int MASK_BYTES = 128;
  private static final short NEW_SESSION_AND_MASK = 0x88;

  private final Arena arena;
  private final MemorySegment actions;
  private final MemorySegment attributes;
  private int next;

  /** Nothing is passed yet; memory comes from {@code arena}. */
  public Spawn(Arena arena) {
    this.arena = arena;
    this.actions = arena.allocate(ACTIONS_BYTES, 16);
    this.attributes = arena.allocate(ATTRIBUTES_BYTES, 16);
    check(CLibrary.call("posix_spawn_file_actions_init", actions));
    check(CLibrary.call("posix_spawnattr_init", attributes));
    check(CLibrary.call("posix_spawnattr_setflags", attributes, NEW_SESSION_AND_MASK));
    MemorySegment none = arena.allocate(MASK_BYTES, 8);
    check(CLibrary.call("posix_spawnattr_setsigmask", attributes, none));
  }

  /** The program gets {@code descriptor} under the next number, from 0 on. */
  public void pass(int descriptor) {
    check(CLibrary.call("posix_spawn_file_actions_adddup2", actions, descriptor, next));
    next++;
  }

  /** What is to be started. */
  public Prepared prepare(List<String> command, Map<String, String> environment) {
    check(CLibrary.call("posix_spawn_file_actions_addclosefrom_np", actions, next));
    MemorySegment root = arena.allocateFrom("/");
    check(CLibrary.call("posix_spawn_file_actions_addchdir_np", actions, root));
    List<String> variables =
        environment.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
    return new Prepared(
        arena.allocate(ValueLayout.JAVA_INT),
        arena.allocateFrom(command.getFirst()),
        texts(command),
        texts(variables));
  }

  /** Everything that starting takes, so that it allocates and loads nothing any more. */
  public final class Prepared {
    private final MemorySegment pid;
    private final MemorySegment program;
    private final MemorySegment command;
    private final MemorySegment environment;

    private Prepared(
        MemorySegment pid,
        MemorySegment program,
        MemorySegment command,
        MemorySegment environment) {
      this.pid = pid;
      this.program = program;
      this.command = command;
      this.environment = environment;
    }

    /** Starts it; its process id, which is its session's too. */
    public int start() {
      check(CLibrary.call("posix_spawn", pid, program, actions, attributes, command, environment));
      return pid.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** Frees what the C library holds. */
  @Override
  public void close() {
    CLibrary.call("posix_spawnattr_destroy", attributes);
    CLibrary.call("posix_spawn_file_actions_destroy", actions);
  }

  private MemorySegment texts(List<String> texts) {
    MemorySegment pointers = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      pointers.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return pointers;
  }

  private static void check(int error) {
    if (error != 0) {
      throw new IllegalStateException("a program cannot be started: error " + error);
    }
  }
}

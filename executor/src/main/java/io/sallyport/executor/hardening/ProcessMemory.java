package io.sallyport.executor.hardening;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/**
 * This process's memory, where leased secrets are: not for other processes of the same user, not in
 * a core dump, not in a heap dump. Root can read it all the same. Linux only.
 */
public final class ProcessMemory {
  private static final int PR_GET_DUMPABLE = 3;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int RLIMIT_CORE = 4;
  private static final String ATTACH = "DisableAttachMechanism";
  private static final List<String> HEAP_DUMPS =
      List.of("HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC");

  private ProcessMemory() {}

  /**
   * Closes it: not dumpable (prctl(2): no core dump, no ptrace(2) and no /proc/PID/mem by the same
   * user), a core limit of 0 and no heap dump. What could not be closed, with what to do; empty
   * when all of it is.
   */
  public static Optional<String> close() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    HEAP_DUMPS.forEach(option -> machine.setVMOption(option, "false"));
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || isDumpable() || limitCore() != 0) {
      return Optional.of("the kernel did not take prctl(PR_SET_DUMPABLE) or RLIMIT_CORE");
    }
    boolean attachable = !Boolean.parseBoolean(machine.getVMOption(ATTACH).getValue());
    return attachable
        ? Optional.of("others can attach to this JVM; start it with -XX:+" + ATTACH)
        : Optional.empty();
  }

  /** Whether the kernel would dump it, and let others of the same user trace it. */
  static boolean isDumpable() {
    return prctl(PR_GET_DUMPABLE, 0) != 0;
  }

  @SuppressWarnings("IllegalCatch") // a method handle may throw anything
  private static int limitCore() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = arena.allocate(ValueLayout.JAVA_LONG, 2);
      FunctionDescriptor shape =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
      return (int) function("setrlimit", shape).invokeExact(RLIMIT_CORE, none);
    } catch (Throwable e) {
      throw new IllegalStateException("setrlimit", e);
    }
  }

  @SuppressWarnings("IllegalCatch") // a method handle may throw anything
  private static int prctl(int option, long argument) {
    FunctionDescriptor shape =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
    try {
      return (int)
          function("prctl", shape, Linker.Option.firstVariadicArg(1)).invokeExact(option, argument);
    } catch (Throwable e) {
      throw new IllegalStateException("prctl", e);
    }
  }

  @SuppressWarnings("restricted") // two calls of the C library, with the types of its manual
  private static MethodHandle function(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape, options);
  }
}

package io.sallyport.executor.minter;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Tries to trace a process (ptrace(2), PTRACE_ATTACH): {@code TraceMain <pid>} says whether the
 * kernel let it.
 */
public final class TraceMain {
  private static final int PTRACE_ATTACH = 16;

  private TraceMain() {}

  /** Tries it; the kernel lets go of the process when this one ends. */
  @SuppressWarnings("restricted") // one call of the C library
  public static void main(String[] arguments) throws Throwable {
    FunctionDescriptor shape =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS);
    Linker linker = Linker.nativeLinker();
    long result =
        (long)
            linker
                .downcallHandle(
                    linker.defaultLookup().find("ptrace").orElseThrow(),
                    shape,
                    Linker.Option.firstVariadicArg(1))
                .invokeExact(
                    (long) PTRACE_ATTACH,
                    Integer.parseInt(arguments[0]),
                    MemorySegment.NULL,
                    MemorySegment.NULL);
    System.out.println(result == 0 ? "traced" : "refused");
  }
}

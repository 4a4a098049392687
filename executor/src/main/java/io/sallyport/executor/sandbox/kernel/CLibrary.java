package io.sallyport.executor.sandbox.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions of the C library by their names. All arguments are integers and pointers, which the
 * calling conventions of x86-64 and AArch64 pass in registers of 64 bits. Safe for any thread.
 */
public final class CLibrary {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Map<String, MethodHandle> FUNCTIONS = new ConcurrentHashMap<>();
  private static final Map<String, Integer> FIXED_ARGUMENTS =
      Map.of("prctl", 1, "syscall", 1, "fcntl", 2, "open", 2);

  private CLibrary() {}

  /** Calls a function that returns an {@code int}; see its manual for what -1 means. */
  public static int call(String function, Object... arguments) {
    Object[] words = Arrays.stream(arguments).map(CLibrary::word).toArray();
    MethodHandle handle =
        FUNCTIONS.computeIfAbsent(
            function + "/" + words.length, _ -> handle(function, words.length));
    return (int) invoke(handle, words);
  }

  private static long word(Object argument) {
    return switch (argument) {
      case MemorySegment pointer -> pointer.address();
      case Number number -> number.longValue();
      default -> throw new IllegalArgumentException("neither an integer nor a pointer");
    };
  }

  @SuppressWarnings("IllegalCatch") // a method handle may throw anything
  private static long invoke(MethodHandle handle, Object[] words) {
    try {
      return (long) handle.invokeWithArguments(words);
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library", e);
    }
  }

  @SuppressWarnings("restricted") // functions with the types of their manual
  private static MethodHandle handle(String function, int arguments) {
    MemoryLayout[] words = new MemoryLayout[arguments];
    Arrays.fill(words, ValueLayout.JAVA_LONG);
    FunctionDescriptor shape = FunctionDescriptor.of(ValueLayout.JAVA_LONG, words);
    MemorySegment address =
        LINKER
            .defaultLookup()
            .find(function)
            .orElseThrow(() -> new IllegalStateException("the C library lacks " + function));
    Integer fixed = FIXED_ARGUMENTS.get(function);
    return fixed == null
        ? LINKER.downcallHandle(address, shape)
        : LINKER.downcallHandle(address, shape, Linker.Option.firstVariadicArg(fixed));
  }
}

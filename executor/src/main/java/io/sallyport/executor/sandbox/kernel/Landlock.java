package io.sallyport.executor.sandbox.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Rules of the kernel for a thread and all that it starts (landlock(7)): no TCP, no signal and no
 * abstract socket beyond it. Where nothing else keeps files away, also: named files can be read and
 * executed, none written. Rules on files forbid mounts, so bubblewrap cannot start under them.
 */
public final class Landlock {
  /** The first ABI with rules for TCP (Linux 6.7). */
  public static final int NEEDED_ABI = 4;

  private static final int CREATE_RULESET = 444;
  private static final int ADD_RULE = 445;
  private static final int RESTRICT_SELF = 446;
  private static final int VERSION = 1;
  private static final int PATH_BENEATH = 1;
  private static final int NET_PORT = 2;

  private static final long ALL_OF_ABI_4 = (1L << 15) - 1;
  private static final long DEVICE_CONTROL = 1L << 15;
  private static final long EXECUTE = 1;
  private static final long WRITE_FILE = 1L << 1;
  private static final long READ_FILE = 1L << 2;
  private static final long READ_DIRECTORY = 1L << 3;
  private static final long CONNECT_TCP = 1L << 1;
  private static final long TCP = 3;
  private static final long SCOPES = 3;
  private static final int ABI_WITH_DEVICES = 5;
  private static final int ABI_WITH_SCOPES = 6;
  private static final int PATH_ONLY = 0x280000; // O_PATH | O_CLOEXEC

  private static final List<Path> DEVICES =
      List.of(Path.of("/dev/null"), Path.of("/dev/zero"), Path.of("/dev/urandom"));

  private Landlock() {}

  /** The kernel's version of it; -1 without. */
  public static int abi() {
    return CLibrary.call("syscall", CREATE_RULESET, 0, 0, VERSION);
  }

  /** Rules against TCP, but for connections to {@code port}, signals and abstract sockets. */
  public static int withoutFiles(Arena arena, Descriptors descriptors, Optional<Integer> port) {
    int rules = descriptors.keep(ruleset(arena, 0));
    port.ifPresent(to -> allowPort(arena, rules, to));
    return rules;
  }

  /** A {@code struct landlock_net_port_attr}: of any address, for the kernel looks at no other. */
  private static void allowPort(Arena arena, int rules, int port) {
    MemorySegment rule = arena.allocate(ValueLayout.JAVA_LONG, 2);
    rule.setAtIndex(ValueLayout.JAVA_LONG, 0, CONNECT_TCP);
    rule.setAtIndex(ValueLayout.JAVA_LONG, 1, port);
    check(CLibrary.call("syscall", ADD_RULE, rules, NET_PORT, rule, 0));
  }

  /** Rules for files too: only {@code read} and the harmless devices. */
  public static int withFiles(Arena arena, Descriptors descriptors, List<Path> read) {
    long all = abi() < ABI_WITH_DEVICES ? ALL_OF_ABI_4 : ALL_OF_ABI_4 | DEVICE_CONTROL;
    int rules = descriptors.keep(ruleset(arena, all));
    for (Path path : read) {
      long directory = Files.isDirectory(path) ? READ_DIRECTORY : 0;
      allow(arena, rules, path, EXECUTE | READ_FILE | directory);
    }
    DEVICES.forEach(device -> allow(arena, rules, device, READ_FILE | WRITE_FILE));
    return rules;
  }

  private static int ruleset(Arena arena, long files) {
    MemorySegment attributes = arena.allocate(ValueLayout.JAVA_LONG, 3);
    attributes.setAtIndex(ValueLayout.JAVA_LONG, 0, files);
    attributes.setAtIndex(ValueLayout.JAVA_LONG, 1, TCP);
    attributes.setAtIndex(ValueLayout.JAVA_LONG, 2, SCOPES);
    int size = abi() < ABI_WITH_SCOPES ? 16 : 24;
    return check(CLibrary.call("syscall", CREATE_RULESET, attributes, size, 0));
  }

  private static void allow(Arena arena, int rules, Path path, long rights) {
    int file = CLibrary.call("open", arena.allocateFrom(path.toString()), PATH_ONLY);
    if (file < 0) {
      return; // not there, so nothing to allow
    }
    try {
      MemorySegment rule = arena.allocate(16, 8);
      rule.set(ValueLayout.JAVA_LONG, 0, rights);
      rule.set(ValueLayout.JAVA_INT, 8, file);
      check(CLibrary.call("syscall", ADD_RULE, rules, PATH_BENEATH, rule, 0));
    } finally {
      CLibrary.call("close", file);
    }
  }

  /** From now on they hold for this thread, which has no_new_privs set. */
  public static void restrictSelf(int rules) {
    check(CLibrary.call("syscall", RESTRICT_SELF, rules, 0));
  }

  private static int check(int result) {
    if (result < 0) {
      throw new IllegalStateException("landlock failed");
    }
    return result;
  }
}

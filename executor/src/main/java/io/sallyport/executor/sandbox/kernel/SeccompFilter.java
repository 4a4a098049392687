package io.sallyport.executor.sandbox.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * A filter of system calls in classic BPF (seccomp(2)): what only administration, debugging and
 * containers need fails with EPERM, whatever capabilities the program has; calls of another
 * architecture end the program.
 */
public final class SeccompFilter {
  private static final int LOAD = 0x20;
  private static final int EQUAL = 0x15;
  private static final int GREATER_OR_EQUAL = 0x35;
  private static final int ANY_BIT = 0x45;
  private static final int AND = 0x54;
  private static final int RETURN = 0x06;

  private static final int MAX_BYTES = 4096 * 8;

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENT = 16;
  private static final int ARGUMENT_BYTES = 8;

  private static final int ALLOW = 0x7fff0000;
  private static final int KILL = 0x80000000;
  private static final int ERROR = 0x00050000;
  private static final int NOT_PERMITTED = ERROR | 1;
  private static final int NO_SUCH_CALL = ERROR | 38;
  private static final int NO_SUCH_FAMILY = ERROR | 97;

  private static final int X32 = 0x40000000;
  private static final int NEW_NAMESPACES = 0x7e020000;
  private static final int TIOCSTI = 0x5412;
  private static final int TIOCLINUX = 0x541c;

  /** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK; AF_VSOCK for one knows no network namespaces. */
  private static final int[] FAMILIES = {1, 2, 10, 16};

  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int STREAM = 1;
  private static final int TYPE_BITS = 0xf;
  private static final int TCP = 6;
  private static final int FAST_OPEN = 0x20000000;

  /** AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64, by {@code os.arch}. */
  private static final Map<String, Integer> ARCHITECTURES =
      Map.of("amd64", 0xc000003e, "aarch64", 0xc00000b7);

  private final ByteBuffer program = ByteBuffer.allocate(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private final boolean onX86;
  private final boolean connects;

  private SeccompFilter(boolean onX86, boolean connects) {
    this.onX86 = onX86;
    this.connects = connects;
  }

  /** Whether there is a filter for a machine. */
  public static boolean knows(String machine) {
    return ARCHITECTURES.containsKey(machine);
  }

  /** The filter for a machine, as {@code os.arch} names it: instructions of 8 bytes each. */
  public static byte[] of(String machine) {
    return of(machine, false);
  }

  /**
   * The same for a program that has a network: of sockets it gets those of TCP over IP only, which
   * rules on ports know, and no way to connect without asking for it.
   */
  public static byte[] connecting(String machine) {
    return of(machine, true);
  }

  private static byte[] of(String machine, boolean connects) {
    Integer architecture = ARCHITECTURES.get(machine);
    if (architecture == null) {
      throw new IllegalStateException("no filter for the architecture " + machine);
    }
    SeccompFilter filter = new SeccompFilter(machine.equals("amd64"), connects);
    filter.assemble(architecture);
    return Arrays.copyOf(filter.program.array(), filter.program.position());
  }

  private void assemble(int architecture) {
    add(LOAD, ARCHITECTURE);
    jump(EQUAL, 1, 0, architecture);
    add(RETURN, KILL);
    add(LOAD, NUMBER);
    if (onX86) {
      jump(GREATER_OR_EQUAL, 0, 1, X32);
      add(RETURN, KILL);
    }
    for (SystemCall call : SystemCall.denied()) {
      if (call.number(onX86) >= 0) {
        jump(EQUAL, 0, 1, call.number(onX86));
        add(RETURN, NOT_PERMITTED);
      }
    }
    // Its flags lie in memory, where no filter looks; libraries then use clone.
    jump(EQUAL, 0, 1, SystemCall.CLONE3.number(onX86));
    add(RETURN, NO_SUCH_CALL);
    namespaces();
    terminal();
    if (connects) {
      streams();
    } else {
      families();
    }
    add(RETURN, ALLOW);
  }

  /** No UDP, MPTCP or SCTP, no socket of this machine, and no data in what opens a connection. */
  private void streams() {
    fastOpen(SystemCall.SENDTO, 3);
    fastOpen(SystemCall.SENDMSG, 2);
    fastOpen(SystemCall.SENDMMSG, 3);
    jump(EQUAL, 0, 1, SystemCall.SOCKETPAIR.number(onX86));
    add(RETURN, NO_SUCH_FAMILY);
    jump(EQUAL, 0, 11, SystemCall.SOCKET.number(onX86));
    add(LOAD, ARGUMENT);
    jump(EQUAL, 1, 0, INET);
    jump(EQUAL, 0, 6, INET6);
    add(LOAD, ARGUMENT + ARGUMENT_BYTES);
    add(AND, TYPE_BITS);
    jump(EQUAL, 0, 3, STREAM);
    add(LOAD, ARGUMENT + 2 * ARGUMENT_BYTES);
    jump(EQUAL, 2, 0, 0);
    jump(EQUAL, 1, 0, TCP);
    add(RETURN, NO_SUCH_FAMILY);
    add(RETURN, ALLOW);
  }

  /** Landlock looks at connect(2) and not at sends that connect (MSG_FASTOPEN). */
  private void fastOpen(SystemCall call, int flags) {
    jump(EQUAL, 0, 4, call.number(onX86));
    add(LOAD, ARGUMENT + flags * ARGUMENT_BYTES);
    jump(ANY_BIT, 0, 1, FAST_OPEN);
    add(RETURN, NOT_PERMITTED);
    add(RETURN, ALLOW);
  }

  private void namespaces() {
    jump(EQUAL, 0, 4, SystemCall.CLONE.number(onX86));
    add(LOAD, ARGUMENT);
    jump(ANY_BIT, 0, 1, NEW_NAMESPACES);
    add(RETURN, NOT_PERMITTED);
    add(RETURN, ALLOW);
  }

  /** No typing into somebody's terminal. */
  private void terminal() {
    jump(EQUAL, 0, 5, SystemCall.IOCTL.number(onX86));
    add(LOAD, ARGUMENT + ARGUMENT_BYTES);
    jump(EQUAL, 1, 0, TIOCSTI);
    jump(EQUAL, 0, 1, TIOCLINUX);
    add(RETURN, NOT_PERMITTED);
    add(RETURN, ALLOW);
  }

  private void families() {
    jump(EQUAL, 0, FAMILIES.length + 2, SystemCall.SOCKET.number(onX86));
    add(LOAD, ARGUMENT);
    for (int i = 0; i < FAMILIES.length; i++) {
      jump(EQUAL, FAMILIES.length - i, 0, FAMILIES[i]);
    }
    add(RETURN, NO_SUCH_FAMILY);
  }

  private void add(int code, int value) {
    jump(code, 0, 0, value);
  }

  private void jump(int code, int whenTrue, int whenFalse, int value) {
    program.putShort((short) code).put((byte) whenTrue).put((byte) whenFalse).putInt(value);
  }
}

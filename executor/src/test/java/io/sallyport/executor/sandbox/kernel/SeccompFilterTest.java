package io.sallyport.executor.sandbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter answers on both architectures, by an interpreter of its few instructions. */
class SeccompFilterTest {
  private static final int X86_64 = 0xc000003e;
  private static final int I386 = 0x40000003;
  private static final int AARCH64 = 0xc00000b7;
  private static final int ALLOW = 0x7fff0000;
  private static final int KILL = 0x80000000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int EAFNOSUPPORT = 0x00050061;

  @ParameterizedTest
  @EnumSource(SystemCall.class)
  void refusesDeniedCallsOnBothArchitectures(SystemCall call) {
    int expected =
        switch (call) {
          case CLONE, IOCTL, SOCKETPAIR, SENDTO, SENDMSG, SENDMMSG -> ALLOW;
          case CLONE3 -> ENOSYS;
          case SOCKET -> EAFNOSUPPORT;
          default -> EPERM;
        };

    assertThat(onX86(call.number(true), 0)).isEqualTo(expected);
    if (call.number(false) >= 0) {
      assertThat(onArm(call.number(false), 0)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 9, 57, 59, 157, 231, 257, 262, 302, 317, 334, 436, 449})
  void allowsOrdinaryCalls(int number) {
    assertThat(onX86(number, 0)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 29, 56, 57, 63, 64, 93, 94, 167, 214, 221, 222, 261, 277, 291, 436, 449})
  void allowsOrdinaryCallsOnArm(int number) {
    assertThat(onArm(number, 0)).isEqualTo(ALLOW);
  }

  @Test
  void endsCallsOfOtherArchitectures() {
    assertThat(answer("amd64", new int[] {1, I386, 0, 0})).isEqualTo(KILL);
    assertThat(answer("amd64", new int[] {1, AARCH64, 0, 0})).isEqualTo(KILL);
    assertThat(answer("aarch64", new int[] {64, X86_64, 0, 0})).isEqualTo(KILL);
  }

  /** Numbers of the x32 ABI, at the edge; -1 is what a tracer leaves. */
  @ParameterizedTest
  @CsvSource({"1073741823, false", "1073741824, true", "1073741925, true", "-1, true"})
  void endsCallsOfX32(int number, boolean killed) {
    assertThat(onX86(number, 0)).isEqualTo(killed ? KILL : ALLOW);
  }

  @ParameterizedTest
  @CsvSource({
    "0x01200011, false", // what fork does
    "0x003d0f00, false", // what a thread needs
    "0x00020000, true",
    "0x02000011, true",
    "0x04000000, true",
    "0x08000000, true",
    "0x10000011, true",
    "0x20000000, true",
    "0x40000000, true"
  })
  void refusesCloneByItsFlags(String flags, boolean refused) {
    int expected = refused ? EPERM : ALLOW;

    assertThat(onX86(56, Integer.decode(flags))).isEqualTo(expected);
    assertThat(onArm(220, Integer.decode(flags))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0x5411, false", "0x5412, true", "0x5413, false", "0x541c, true", "0x5401, false"})
  void refusesTypingIntoTerminals(String request, boolean refused) {
    int number = SystemCall.IOCTL.number(true);

    assertThat(answer("amd64", new int[] {number, X86_64, 0, Integer.decode(request)}))
        .isEqualTo(refused ? EPERM : ALLOW);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "2, true",
    "10, true",
    "16, true",
    "3, false",
    "17, false",
    "38, false",
    "40, false"
  })
  void allowsFourFamiliesOfSockets(int family, boolean allowed) {
    int expected = allowed ? ALLOW : EAFNOSUPPORT;

    assertThat(onX86(41, family)).isEqualTo(expected);
    assertThat(onArm(198, family)).isEqualTo(expected);
  }

  /** Family, type with flags, protocol. */
  @ParameterizedTest
  @CsvSource({
    "2, 1, 0, true",
    "2, 1, 6, true",
    "10, 1, 0, true",
    "2, 0x80801, 6, true", // non-blocking, close on exec
    "2, 1, 262, false", // MPTCP
    "2, 1, 132, false", // SCTP
    "2, 1, 1, false",
    "10, 1, 262, false",
    "2, 2, 0, false", // UDP
    "2, 0x80802, 17, false",
    "2, 3, 0, false", // raw
    "2, 5, 0, false", // SEQPACKET
    "1, 1, 0, false", // this machine's
    "16, 3, 0, false", // netlink
    "17, 3, 0, false",
    "40, 1, 0, false"
  })
  void allowsSocketsOfTcpOnlyToWhatHasNetwork(
      int family, String type, int protocol, boolean allowed) {
    int expected = allowed ? ALLOW : EAFNOSUPPORT;
    int kind = Integer.decode(type);

    assertThat(connecting("amd64", 41, X86_64, family, kind, protocol)).isEqualTo(expected);
    assertThat(connecting("aarch64", 198, AARCH64, family, kind, protocol)).isEqualTo(expected);
  }

  /** Its number on both machines, and which argument has the flags. */
  @ParameterizedTest
  @CsvSource({"44, 206, 3", "46, 211, 2", "307, 269, 3"})
  void refusesSendsThatConnectToWhatHasNetwork(int onX86, int onArm, int flags) {
    int[] fastOpen = new int[4];
    fastOpen[flags] = 0x20000040;
    int[] plain = {0x20000000, 0x20000000, 0x20000000, 0x20000000};
    plain[flags] = 0x4000;

    assertThat(connecting("amd64", onX86, X86_64, fastOpen)).isEqualTo(EPERM);
    assertThat(connecting("aarch64", onArm, AARCH64, fastOpen)).isEqualTo(EPERM);
    assertThat(connecting("amd64", onX86, X86_64, plain)).isEqualTo(ALLOW);
    assertThat(connecting("aarch64", onArm, AARCH64, plain)).isEqualTo(ALLOW);
  }

  @Test
  void refusesPairsOfSocketsToWhatHasNetwork() {
    assertThat(connecting("amd64", 53, X86_64, 1, 2, 0)).isEqualTo(EAFNOSUPPORT);
    assertThat(connecting("aarch64", 199, AARCH64, 1, 1, 0)).isEqualTo(EAFNOSUPPORT);
  }

  @Test
  void refusesTheSameCallsToWhatHasNetwork() {
    for (SystemCall call : SystemCall.denied()) {
      assertThat(connecting("amd64", call.number(true), X86_64)).as(call.name()).isEqualTo(EPERM);
    }
    assertThat(connecting("amd64", 56, X86_64, 0x20000)).isEqualTo(EPERM);
    assertThat(connecting("amd64", 16, X86_64, 0, 0x5412)).isEqualTo(EPERM);
    assertThat(connecting("amd64", 42, X86_64)).isEqualTo(ALLOW);
  }

  @Test
  void hasNoFilterForOtherMachines() {
    assertThat(SeccompFilter.knows("riscv64")).isFalse();
    assertThatThrownBy(() -> SeccompFilter.of("riscv64")).isInstanceOf(IllegalStateException.class);
  }

  private static int connecting(String machine, int number, int architecture, int... arguments) {
    int[] call = new int[6];
    call[0] = number;
    call[1] = architecture;
    System.arraycopy(arguments, 0, call, 2, arguments.length);
    return answer(SeccompFilter.connecting(machine), call);
  }

  private static int onX86(int number, int first) {
    return answer("amd64", new int[] {number, X86_64, first, 0});
  }

  private static int onArm(int number, int first) {
    return answer("aarch64", new int[] {number, AARCH64, first, 0});
  }

  private static int answer(String machine, int[] call) {
    return answer(SeccompFilter.of(machine), call);
  }

  /** A filter's answer to a call: number, architecture, arguments. */
  private static int answer(byte[] filter, int[] call) {
    ByteBuffer program = ByteBuffer.wrap(filter).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    int loaded = 0;
    while (true) {
      int code = program.getShort(at * 8);
      int value = program.getInt(at * 8 + 4);
      int whenTrue = program.get(at * 8 + 2) & 0xff;
      int whenFalse = program.get(at * 8 + 3) & 0xff;
      at++;
      switch (code) {
        case 0x20 -> loaded = load(call, value);
        case 0x15 -> at += loaded == value ? whenTrue : whenFalse;
        case 0x35 -> at += Integer.compareUnsigned(loaded, value) >= 0 ? whenTrue : whenFalse;
        case 0x54 -> loaded &= value;
        case 0x45 -> at += (loaded & value) != 0 ? whenTrue : whenFalse;
        default -> {
          assertThat(code).isEqualTo(6);
          return value;
        }
      }
    }
  }

  private static int load(int[] call, int offset) {
    return switch (offset) {
      case 0 -> call[0];
      case 4 -> call[1];
      case 16 -> call[2];
      case 24 -> call[3];
      case 32 -> call[4];
      case 40 -> call[5];
      default -> throw new IllegalArgumentException("no such word");
    };
  }
}

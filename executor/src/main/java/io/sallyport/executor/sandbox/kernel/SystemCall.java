package io.sallyport.executor.sandbox.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * System calls that a filter looks at, with their numbers on x86-64 and AArch64 from the kernel's
 * {@code asm/unistd_64.h} and {@code asm-generic/unistd.h}.
 */
public enum SystemCall {
  // other processes
  PTRACE(101, 117),
  PROCESS_VM_READV(310, 270),
  PROCESS_VM_WRITEV(311, 271),
  KCMP(312, 272),
  PROCESS_MADVISE(440, 440),
  PIDFD_GETFD(438, 438),
  // mounts
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  PIVOT_ROOT(155, 41),
  CHROOT(161, 51),
  OPEN_TREE(428, 428),
  MOVE_MOUNT(429, 429),
  FSOPEN(430, 430),
  FSCONFIG(431, 431),
  FSMOUNT(432, 432),
  FSPICK(433, 433),
  MOUNT_SETATTR(442, 442),
  // namespaces
  UNSHARE(272, 97),
  SETNS(308, 268),
  // keys
  ADD_KEY(248, 217),
  REQUEST_KEY(249, 218),
  KEYCTL(250, 219),
  // wide doors into the kernel
  BPF(321, 280),
  PERF_EVENT_OPEN(298, 241),
  USERFAULTFD(323, 282),
  IO_URING_SETUP(425, 425),
  IO_URING_ENTER(426, 426),
  IO_URING_REGISTER(427, 427),
  KEXEC_LOAD(246, 104),
  KEXEC_FILE_LOAD(320, 294),
  INIT_MODULE(175, 105),
  FINIT_MODULE(313, 273),
  DELETE_MODULE(176, 106),
  // files by handle
  OPEN_BY_HANDLE_AT(304, 265),
  NAME_TO_HANDLE_AT(303, 264),
  FANOTIFY_INIT(300, 262),
  // the machine
  SWAPON(167, 224),
  SWAPOFF(168, 225),
  REBOOT(169, 142),
  ACCT(163, 89),
  QUOTACTL(179, 60),
  QUOTACTL_FD(443, 443),
  SYSLOG(103, 116),
  VHANGUP(153, 58),
  SETTIMEOFDAY(164, 170),
  CLOCK_SETTIME(227, 112),
  ADJTIMEX(159, 171),
  CLOCK_ADJTIME(305, 266),
  SETHOSTNAME(170, 161),
  SETDOMAINNAME(171, 162),
  PERSONALITY(135, 92),
  LOOKUP_DCOOKIE(212, 18),
  NFSSERVCTL(180, 42),
  // x86 only
  IOPL(172, SystemCall.NONE),
  IOPERM(173, SystemCall.NONE),
  MODIFY_LDT(154, SystemCall.NONE),
  USELIB(134, SystemCall.NONE),
  SYSCTL(156, SystemCall.NONE),
  // refused with some arguments only
  CLONE(56, 220),
  CLONE3(435, 435),
  IOCTL(16, 29),
  SOCKET(41, 198),
  SOCKETPAIR(53, 199),
  SENDTO(44, 206),
  SENDMSG(46, 211),
  SENDMMSG(307, 269);

  private static final int NONE = -1;

  private final int x8664;
  private final int aarch64;

  SystemCall(int x8664, int aarch64) {
    this.x8664 = x8664;
    this.aarch64 = aarch64;
  }

  /** Those that are refused whatever their arguments are. */
  public static List<SystemCall> denied() {
    return Arrays.stream(values()).filter(call -> call.compareTo(CLONE) < 0).toList();
  }

  /** Its number on x86-64 or else on AArch64; -1 where it does not exist. */
  public int number(boolean onX86) {
    return onX86 ? x8664 : aarch64;
  }
}

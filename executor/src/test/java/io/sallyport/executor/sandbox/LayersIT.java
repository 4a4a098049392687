package io.sallyport.executor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.executor.sandbox.kernel.SystemCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Each layer alone, and filter and rules also where bubblewrap is. */
@Tag("ASI05")
@Tag("CSF-PR.PS")
class LayersIT {
  private static final Trial FULL = Trial.full();
  private static final Trial FILTERED = Trial.only(Layer.SECCOMP);
  private static final Trial RULED = Trial.only(Layer.LANDLOCK);
  static final List<Trial> WITH_FILTER = List.of(FULL, FILTERED);
  static final List<Trial> WITH_RULES = List.of(FULL, RULED);

  private static final boolean X86 = Sandbox.MACHINE.equals("amd64");
  private static final String CONNECT =
      "use Socket; socket(S,PF_INET,SOCK_STREAM,0);"
          + " connect(S,sockaddr_in($ARGV[0],INADDR_LOOPBACK)); print 0+$!";

  @TempDir private Path directory;

  @ParameterizedTest
  @FieldSource("WITH_FILTER")
  void refusesEachSystemCallOfTheList(Trial trial) {
    String perl = "for (@ARGV) { $!=0; syscall($_+0,0,0,0,0,0); print 0+$!,' ' }";
    String[] numbers =
        SystemCall.denied().stream()
            .map(call -> call.number(X86))
            .filter(number -> number >= 0)
            .map(String::valueOf)
            .toArray(String[]::new);

    String errors = trial.text(perl, numbers);

    assertThat(errors.split(" ")).hasSameSizeAs(numbers).containsOnly("1");
  }

  @ParameterizedTest
  @FieldSource("WITH_FILTER")
  void refusesNewNamespacesOfClone(Trial trial) {
    String perl = "my $n = shift; for (@ARGV) { syscall($n+0,$_+0,0,0,0,0); print 0+$!,' ' }";
    String[] numbers =
        Stream.of(
                SystemCall.CLONE.number(X86),
                0x20000,
                0x2000000,
                0x4000000,
                0x8000000,
                0x10000000,
                0x20000000,
                0x40000000)
            .map(String::valueOf)
            .toArray(String[]::new);

    String errors = trial.text(perl, numbers);

    assertThat(errors).isEqualTo("1 1 1 1 1 1 1 ");
  }

  @ParameterizedTest
  @FieldSource("WITH_FILTER")
  void refusesWhatHidesItsFlagsAndTypesForOthers(Trial trial) {
    String perl =
        "syscall($ARGV[0]+0,0,0); print 0+$!; syscall($ARGV[1]+0,0,0x5412,0); print ' ',0+$!;"
            + " syscall($ARGV[2]+0,40,1,0); print ' ',0+$!";
    String[] numbers =
        Stream.of(SystemCall.CLONE3, SystemCall.IOCTL, SystemCall.SOCKET)
            .map(call -> String.valueOf(call.number(X86)))
            .toArray(String[]::new);

    String errors = trial.text(perl, numbers);

    // ENOSYS, EPERM, EAFNOSUPPORT for AF_VSOCK
    assertThat(errors).isEqualTo("38 1 97");
  }

  @Test
  void allowsWhatProgramsNeed() {
    String perl =
        "use Socket; socket(S,PF_INET,SOCK_STREAM,0) and socketpair(A,B,AF_UNIX,SOCK_STREAM,0)"
            + " and defined(my $p = fork) or die; exit 0 if !$p; wait; print 'fine'";

    assertThat(FILTERED.text(perl)).isEqualTo("fine");
  }

  @ParameterizedTest
  @FieldSource("WITH_RULES")
  void connectsToNobody(Trial trial) throws IOException {
    try (ServerSocket host = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // EACCES; without the rules: none or ECONNREFUSED
      assertThat(trial.text(CONNECT, String.valueOf(host.getLocalPort()))).isEqualTo("13");
    }
  }

  @Test
  void readsAndWritesNoFileBesideThoseNamed() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "s3cret");
    Path named = Files.writeString(directory.resolve("named"), "named");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rw-rw-rw-"));
    String perl =
        "for (@ARGV) { open(F,'<',$_) ? print <F> : print 0+$!;open(F,'>>',$_) or print \" $!,\" }";

    String text = RULED.reading(named).text(perl, secret.toString(), named.toString());

    assertThat(text).isEqualTo("13 Permission denied,named Permission denied,");
  }

  @Test
  void limitsWithoutNamespacesToo() {
    String limits = Trial.only(Layer.RLIMITS).text("open F,'/proc/self/limits'; print <F>");

    assertThat(limits)
        .containsPattern("Max cpu time +5 +5 ")
        .containsPattern("Max core file size +0 +0 ")
        .containsPattern("Max open files +32 +32 ");
  }

  @ParameterizedTest
  @EnumSource(Layer.class)
  void neverRunsAsRootNorGainsPrivileges(Layer layer) {
    String text =
        Trial.only(layer)
            .text(
                "print \"$< $>\"; print ' ', syscall(157,39,0,0,0,0) if $ARGV[0]", X86 ? "1" : "");

    assertThat(text).doesNotStartWith("0 ").endsWith(X86 ? " 1" : "");
  }

  /** A thread that a restricted one starts would be restricted for ever; that one itself ends. */
  @Test
  void restrictsNoOtherThreadOfThisProcess() throws Exception {
    String own = filtersOf(Path.of("/proc/self/status"));

    Thread.startVirtualThread(() -> FILTERED.run("print 1")).join();

    await().untilAsserted(() -> assertThat(filtersOfThreads()).containsExactly(own));
  }

  private static List<String> filtersOfThreads() throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads
          .map(thread -> filtersOf(thread.resolve("status")))
          .filter(filters -> !filters.equals("gone"))
          .distinct()
          .toList();
    }
  }

  private static String filtersOf(Path status) {
    try {
      return Arrays.stream(Files.readString(status).split("\n"))
          .filter(line -> line.startsWith("Seccomp:"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      return "gone";
    }
  }
}

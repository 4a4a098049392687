package io.sallyport.executor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.sandbox.Sandbox.Given;
import io.sallyport.executor.sandbox.Sandbox.Order;
import io.sallyport.executor.sandbox.kernel.CLibrary;
import io.sallyport.executor.sandbox.kernel.SystemCall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program finds in the whole sandbox. */
@Tag("ASI05")
@Tag("CSF-PR.PS")
class SandboxIT {
  private static final Trial FULL = Trial.full();
  private static final String LIST_DESCRIPTORS =
      "opendir(D,'/proc/self/fd'); print join ' ', sort grep {/\\d/ && $_ != fileno(D)} readdir D";

  @TempDir private Path directory;

  @Test
  void tellsStatusAndDigestOfOutput() {
    Ended ended = FULL.run("$|=1; print 'a'; print STDERR 'b'; print 'c'; exit 3").ended();

    assertThat(ended)
        .isEqualTo(new Ended.Exited(3, Digest.of("abc".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void givesInput() {
    assertThat(FULL.feed("{\"a\": 1}", "print <STDIN>").text()).isEqualTo("{\"a\": 1}");
  }

  @Test
  void givesAFileAndWipesItAfterwards() {
    Given file = Given.of(Path.of("/given/secret"), "s3cret");
    Order order =
        new Order(
            List.of("/usr/bin/perl", "-e", "open(F,'<','/given/secret'); print <F>"),
            Bytes.of(),
            Duration.ofSeconds(20),
            100,
            List.of(file));
    Run run = new Sandbox(FULL.confinement()).start(order);
    run.await();

    assertThat(run.text()).isEqualTo("s3cret");
    assertThat(file.content()).containsOnly(0);
    assertThat(file.toString()).isEqualTo("Given[/given/secret]");
  }

  @Test
  void endsInputAtOnceWhereThereIsNone() {
    assertThat(FULL.text("print eof(STDIN) ? 'end' : 'more'")).isEqualTo("end");
  }

  @Test
  void hasItsOwnVariablesOnly() {
    assertThat(FULL.text("print map {\"$_=$ENV{$_}\\n\"} sort keys %ENV").lines())
        .containsExactly("LANG=C", "PWD=/scratch");
  }

  @Test
  void hasStandardDescriptorsOnly() {
    try (Arena arena = Arena.ofConfined()) {
      int inheritable = CLibrary.call("open", arena.allocateFrom("/etc/passwd"), 0);

      String descriptors = FULL.text(LIST_DESCRIPTORS);

      assertThat(inheritable).isPositive();
      assertThat(CLibrary.call("close", inheritable)).isZero();
      assertThat(descriptors).isEqualTo("0 1 2");
    }
  }

  @Test
  void isNobodyWithoutCapabilities() {
    String text =
        FULL.text(
            "print \"$< $> $(\\n\"; open F,'/proc/self/status'; print grep {/^(Cap|NoNew)/} <F>");

    assertThat(text.lines().findFirst()).contains("65534 65534 65534");
    assertThat(text).contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000");
    assertThat(text).contains("NoNewPrivs:\t1");
  }

  @Test
  void seesNoProcessOfTheHost() {
    String pids = FULL.text("opendir(D,'/proc'); print join ' ', sort grep {/^\\d+$/} readdir D");

    assertThat(pids.split(" ")).hasSizeLessThanOrEqualTo(2).contains("1");
  }

  @Test
  void seesNoFileOfTheHost() throws IOException {
    Path secret = open(Files.writeString(directory.resolve("secret"), "s3cret"));

    assertThat(FULL.text("open(F,$ARGV[0]) or print $!; print <F>", secret.toString()))
        .isEqualTo("No such file or directory");
  }

  @Test
  void seesFileThatIsNamedAndDoesNotWriteIt() throws IOException {
    Path named = open(Files.writeString(directory.resolve("named"), "named"));
    String perl = "open(F,$ARGV[0]); print <F>; open(F,'>',$ARGV[0]) or print \" $!\"";

    String text = FULL.reading(named).text(perl, named.toString());

    assertThat(text).isEqualTo("named Read-only file system");
    assertThat(named).hasContent("named");
  }

  @Test
  void writesToScratchOnly() {
    String perl =
        "for ('/x','/usr/x','/dev/shm/x','/dev/x','/etc/x','/tmp/x','/scratch/x')"
            + " { print \"$_ \" if open(F,'>',$_) }";

    assertThat(FULL.text(perl)).isEqualTo("/scratch/x ");
  }

  @Test
  void doesNotReachHostByNetwork() throws IOException {
    try (ServerSocket host = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String perl =
          "use Socket; socket(S,PF_INET,SOCK_STREAM,0); print connect(S,"
              + "sockaddr_in($ARGV[0],INADDR_LOOPBACK)) ? 'reached' : 'not'";

      assertThat(FULL.text(perl, String.valueOf(host.getLocalPort()))).isEqualTo("not");
    }
  }

  @Test
  void hasNothingOfTheMachineToListenFor() {
    String perl = "open F,'/proc/net/dev'; print scalar(grep {/:/} <F>)";

    assertThat(FULL.text(perl)).isEqualTo("1");
  }

  /** Not even where no filter stands before it. */
  @Test
  void makesNoNamespaceInside() {
    int unshare = SystemCall.UNSHARE.number(Sandbox.MACHINE.equals("amd64"));

    String text =
        Trial.only(Layer.BUBBLEWRAP)
            .text("print syscall($ARGV[0]+0,0x10000000)", String.valueOf(unshare));

    assertThat(text).isEqualTo("-1");
  }

  @Test
  void startsNothingWhereSandboxCannotBeMade() throws IOException {
    Path gone = Files.writeString(directory.resolve("gone"), "x");
    Trial trial = FULL.reading(gone);
    Files.delete(gone);

    assertThat(trial.run("print 1").ended()).isEqualTo(new Ended.NotStarted());
  }

  /** A JUnit directory is for its owner only; the program is somebody else. */
  private Path open(Path file) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    return file;
  }
}

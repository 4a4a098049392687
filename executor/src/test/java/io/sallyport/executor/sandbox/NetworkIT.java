package io.sallyport.executor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that may connect to one port, and the files that it is given. */
class NetworkIT {
  private static final String CONNECT =
      "use Socket; for (@ARGV) { socket(S,PF_INET,SOCK_STREAM,0);"
          + " print connect(S,sockaddr_in($_,INADDR_LOOPBACK)) ? 'in ' : 0+$!.' '; }";
  private static final Set<Layer> ALL = EnumSet.allOf(Layer.class);

  private ServerSocket allowed;
  private ServerSocket other;

  @BeforeEach
  void listens() throws IOException {
    allowed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void closes() throws IOException {
    allowed.close();
    other.close();
  }

  @Test
  void connectsToItsPortAndToNoOther() {
    // EACCES for the other
    assertThat(run(ALL, CONNECT, port(allowed), port(other))).isEqualTo("in 13 ");
  }

  /** What the handler's reference says of a require without landlock. */
  @Test
  void connectsToEachPortWithoutLandlock() {
    Set<Layer> without = EnumSet.complementOf(EnumSet.of(Layer.LANDLOCK));

    assertThat(run(without, CONNECT, port(allowed), port(other))).isEqualTo("in in ");
  }

  /** Family, type, protocol: UDP, MPTCP, SCTP, raw, this machine's, netlink. */
  @ParameterizedTest
  @CsvSource({"2,2,0", "10,2,17", "2,1,262", "2,1,132", "2,3,1", "1,1,0", "1,2,0", "16,3,0"})
  void getsNoOtherSocket(String family, String type, String protocol) {
    String perl = "socket(S,$ARGV[0],$ARGV[1],$ARGV[2]); print 0+$!";

    assertThat(run(ALL, perl, family, type, protocol)).isEqualTo("97");
  }

  @Test
  void getsNoPairOfSockets() {
    String perl = "use Socket; socketpair(A,B,AF_UNIX,SOCK_DGRAM,0); print 0+$!";

    assertThat(run(ALL, perl)).isEqualTo("97");
  }

  @Test
  void connectsByNoSendAndListensNowhere() {
    String send =
        "use Socket; socket(S,PF_INET,SOCK_STREAM,0);"
            + " send(S,'x',0x20000000,sockaddr_in($ARGV[0],INADDR_LOOPBACK)); print 0+$!";
    String listen =
        "use Socket; socket(S,PF_INET,SOCK_STREAM,0);"
            + " bind(S,sockaddr_in($ARGV[0],INADDR_LOOPBACK)); print 0+$!";

    assertThat(run(ALL, send, port(other))).isEqualTo("1");
    assertThat(run(ALL, listen, port(allowed))).isEqualTo("13");
  }

  @Test
  void needsWhatHoldsItToTcp() {
    for (Layer missing : List.of(Layer.BUBBLEWRAP, Layer.SECCOMP)) {
      Set<Layer> layers = EnumSet.complementOf(EnumSet.of(missing));
      assertThatThrownBy(() -> confinement(layers))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bubblewrap and seccomp");
    }
  }

  @Test
  void seesItsFilesAsTheirOwnerAndCannotChangeThem() {
    String perl =
        "open F,$ARGV[0]; print <F>; close F; print ' ', sprintf('%o', (stat $ARGV[0])[2] & 07777);"
            + " print ' ', (stat $ARGV[0])[4] == $> ? 'own' : 'other';"
            + " open(G,'>',$ARGV[0]) or print ' ', 0+$!; opendir(D,'/proc/self/fd');"
            + " print ' ', scalar grep { /[0-9]/ && $_ > 2 && -f \"/proc/self/fd/$_\" } readdir D";

    // EROFS, and no descriptor of it is left
    assertThat(run(ALL, perl, "/own/file")).isEqualTo("s3cret 400 own 30 0");
  }

  @Test
  void givesFilesWhereTheyAreNobodyElsesOnly() {
    Confinement bare = new Confinement(Set.of(Layer.SECCOMP), Map.of(), List.of(), Trial.BOUNDS);

    assertThatThrownBy(() -> new Sandbox(bare).start(order("1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isTriedAtStart() {
    assertThat(new PortTest(confinement(ALL)).problem()).isEmpty();
    assertThat(new Sandbox(confinement(ALL)).problem()).isEmpty();
  }

  private String run(Set<Layer> layers, String perl, String... arguments) {
    Run run = new Sandbox(confinement(layers)).start(order(perl, arguments));
    run.await();
    return run.text();
  }

  private Confinement confinement(Set<Layer> layers) {
    return new Confinement(layers, Map.of(), List.of(), Trial.BOUNDS)
        .connecting(allowed.getLocalPort());
  }

  private static Sandbox.Order order(String perl, String... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/perl", "-e", perl));
    command.addAll(List.of(arguments));
    return new Sandbox.Order(
        command,
        Bytes.of(),
        Duration.ofSeconds(20),
        10_000,
        List.of(Sandbox.Given.of(Path.of("/own/file"), "s3cret")));
  }

  private static String port(ServerSocket host) {
    return String.valueOf(host.getLocalPort());
  }
}

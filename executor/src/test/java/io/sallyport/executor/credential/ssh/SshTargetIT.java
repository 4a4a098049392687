package io.sallyport.executor.credential.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.target.Cidr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lease's certificate is good for, asked at a real sshd by a client that wants more. */
@Tag("NHI7")
class SshTargetIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<Cidr> ANYWHERE = List.of();

  @TempDir private Path directory;
  @TempDir private Path home;
  private Authority authority;
  private Sshd sshd;
  private String restart;
  private String show;

  @BeforeEach
  void starts() throws IOException {
    authority = Authority.in(home);
    sshd = new Sshd(home, authority, Authority.PRINCIPAL);
    restart = sshd.program("restart", "echo restarted $* | tee -a " + effects()).toString();
    show = sshd.program("show", "cat " + effects()).toString();
  }

  @AfterEach
  void stops() {
    sshd.close();
  }

  @Test
  void runsItsOwnCommandWhateverIsAskedFor() throws IOException {
    String said = connect(lease(restart + " {service}"), "touch", home + "/more");

    assertThat(said).isEqualTo("restarted web\n");
    assertThat(home.resolve("more")).doesNotExist();
    assertThat(sshd.log()).contains("forced-command (key-option) '" + restart + " web'");
  }

  @Test
  void cannotWriteWithCommandThatReads() throws IOException {
    Files.writeString(effects(), "before\n");

    String said = connect(lease(show), restart + " web; echo more >> " + effects());

    assertThat(said).isEqualTo("before\n");
    assertThat(effects()).hasContent("before");
  }

  @Test
  void isNamedInTheLogByActionAndLease() throws IOException {
    try (Lease lease = lease(restart)) {
      connect(lease);

      String id = lease.terms().orElseThrow().id().substring(0, 16);
      String serial = Long.toUnsignedString(Long.parseUnsignedLong(id, 16));
      assertThat(sshd.log())
          .contains("certificate ID \"" + "A".repeat(43) + "\" (serial " + serial + ")");
    }
  }

  @Test
  void isRefusedForAnotherPrincipal() throws IOException {
    Lease other =
        authority.credential(restart, MINUTE).lease(Authority.request("db")).orElseThrow();

    assertRefused(other, "Certificate does not contain an authorized principal");
  }

  @Test
  void isRefusedOfAnotherAuthority() throws IOException {
    Authority stranger = Authority.in(Files.createDirectory(directory.resolve("stranger")));
    Lease lease = stranger.credential(restart, MINUTE).lease(Authority.request()).orElseThrow();

    assertRefused(lease, "Failed publickey");
  }

  @Test
  void isRefusedWhenItsSecondsAreOver() throws IOException {
    Lease lease =
        authority
            .credential(restart, Duration.ofSeconds(5))
            .lease(Authority.request())
            .orElseThrow();
    assertThat(connect(lease)).isEqualTo("restarted\n");

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !connect(lease).equals("restarted\n"));

    assertThat(sshd.log()).contains("Certificate invalid: expired");
  }

  @Test
  void isRefusedBeforeItsTime() throws IOException {
    Lease lease = at(Instant.now().plusSeconds(60), authority.spec(restart));

    assertRefused(lease, "Certificate invalid: not yet valid");
  }

  @Test
  void countsForClocksThatAreBehindBySkew() throws IOException {
    Lease lease = at(Instant.now().plusSeconds(3), authority.spec(restart));

    assertThat(connect(lease)).isEqualTo("restarted\n");
  }

  @Test
  void countsFromItsSourcesOnly() throws IOException {
    List<Cidr> elsewhere = List.of(Cidr.parse("192.0.2.0/24").orElseThrow());
    List<Cidr> here = List.of(elsewhere.getFirst(), Cidr.parse("127.0.0.0/8").orElseThrow());

    assertThat(connect(at(Instant.now(), authority.spec(restart, here, Set.of()))))
        .isEqualTo("restarted\n");
    assertRefused(
        at(Instant.now(), authority.spec(restart, elsewhere, Set.of())),
        "not from a permitted source address");
  }

  @Test
  void getsNoTerminal() throws IOException {
    String tty = sshd.program("terminal", "/usr/bin/tty").toString();

    assertThat(connect(lease(tty), "-tt")).contains("PTY allocation request failed");
    CertificateSpec allowed = authority.spec(tty, ANYWHERE, Set.of(Extension.PTY));
    assertThat(connect(at(Instant.now(), allowed), "-tt")).contains("/dev/pts/");
  }

  @Test
  void forwardsNoConnection() throws IOException {
    try (ServerSocket inner = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String to = "127.0.0.1:" + inner.getLocalPort();
      CertificateSpec allowed =
          authority.spec(restart, ANYWHERE, Set.of(Extension.PORT_FORWARDING));
      Thread.startVirtualThread(() -> greet(inner));

      assertThat(connect(lease(restart), "-W", to)).contains("stdio forwarding failed");
      assertThat(connect(at(Instant.now(), allowed), "-W", to)).isEqualTo("inside\n");
      assertThat(connect(lease(restart), "-R", "0:" + to, "-o", "ExitOnForwardFailure=yes", "-N"))
          .contains("remote port forwarding failed");
    }
  }

  /** Whoever comes first. */
  private static void greet(ServerSocket inner) {
    try (Socket guest = inner.accept()) {
      guest.getOutputStream().write("inside\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path effects() {
    return home.resolve("effects");
  }

  private Lease lease(String command) {
    return authority.credential(command, MINUTE).lease(Authority.request()).orElseThrow();
  }

  private Lease at(Instant now, CertificateSpec spec) {
    return authority
        .credential(spec, MINUTE, InstantSource.fixed(now))
        .lease(Authority.request())
        .orElseThrow();
  }

  private void assertRefused(Lease lease, String logged) throws IOException {
    assertThat(connect(lease)).contains("Permission denied (publickey)");
    assertThat(sshd.log()).contains(logged);
  }

  /** Connects with options, or a command, of the thief's choice; what was said. */
  private String connect(Lease lease, String... more) throws IOException {
    Path key = directory.resolve("key");
    Files.deleteIfExists(key);
    Files.write(key, lease.material());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
    Path certificate = directory.resolve("key-cert.pub");
    Files.writeString(certificate, lease.companion().orElseThrow());
    List<String> command = new ArrayList<>(List.of("/usr/bin/ssh", "-F", "none"));
    for (String option :
        List.of(
            "BatchMode=yes",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "LogLevel=ERROR",
            "IdentityFile=" + key,
            "CertificateFile=" + certificate)) {
      command.addAll(List.of("-o", option));
    }
    command.addAll(List.of("-p", String.valueOf(sshd.port()), "-l", Sshd.user()));
    boolean options = more.length > 0 && more[0].startsWith("-");
    command.addAll(options ? Arrays.asList(more) : List.of());
    command.add("127.0.0.1");
    command.addAll(options ? List.of() : Arrays.asList(more));
    return Sshd.run(command.toArray(String[]::new));
  }
}

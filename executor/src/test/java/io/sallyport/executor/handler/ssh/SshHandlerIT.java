package io.sallyport.executor.handler.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.credential.ssh.Authority;
import io.sallyport.executor.credential.ssh.Sshd;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.process.Program;
import io.sallyport.executor.sandbox.Confinement;
import io.sallyport.executor.sandbox.Layer;
import io.sallyport.service.config.ByteCount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session at a real sshd means for its action, and what can be seen of it from outside. */
class SshHandlerIT {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");
  private static final String ADMITTED = "-c admitted\n";

  @TempDir private Path home;
  private Authority authority;
  private Sshd sshd;

  @BeforeEach
  void starts() throws IOException {
    authority = Authority.in(home);
    sshd = new Sshd(home, authority, Authority.PRINCIPAL);
  }

  @AfterEach
  void stops() {
    sshd.close();
  }

  @Test
  void succeedsWithStatusZeroAndGivesTheFieldsAsInput() throws IOException {
    Performed performed = perform("read line; echo \"got $line\"");

    assertThat(performed)
        .isEqualTo(new Performed.Succeeded(answer(0, "got {\"service\":\"web\"}\n")));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> sshd.sessions() == 0);
  }

  @Test
  void isNotExecutedWhereTheCommandSaysSo() throws IOException {
    assertThat(perform("exit 64"))
        .isEqualTo(new Performed.NotExecuted(Code.TARGET_REFUSED, answer(64, "")));
  }

  /** 255 is also what ssh(1) itself ends with; the line that it was let in tells them apart. */
  @Test
  void isInDoubtWhereTheCommandEndsOtherwise() throws IOException {
    assertThat(perform("exit 3"))
        .isEqualTo(new Performed.InDoubt(Code.OUTCOME_UNKNOWN, answer(3, "")));
    assertThat(perform("exit 255"))
        .isEqualTo(new Performed.InDoubt(Code.OUTCOME_UNKNOWN, answer(255, "")));
  }

  @Test
  void isInDoubtWhereTheSessionBreaksOff() throws IOException {
    Performed performed = perform("kill -9 $PPID; sleep 60");

    assertThat(performed).isInstanceOf(Performed.InDoubt.class);
    assertThat(performed.answer().orElseThrow().status()).isEqualTo(255);
  }

  @Test
  void isInDoubtWhenItTakesTooLong() throws IOException {
    assertThat(perform("sleep 600")).isEqualTo(Performed.inDoubt(Code.OUTCOME_UNKNOWN));
  }

  @Test
  void isNotExecutedWhereNobodyListens() throws IOException {
    String key = sshd.hostKey();
    String command = command("echo x");
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, HERE)) {
      port = gone.getLocalPort();
    }

    assertThat(perform(host(port, key), lease(command, "web")))
        .isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
  }

  @Test
  void asksNothingOfHostWithAnotherKey() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    try (Sshd stranger = new Sshd(other, authority, Authority.PRINCIPAL)) {
      Performed performed =
          perform(host(stranger.port(), sshd.hostKey()), lease(command("echo x"), "web"));

      assertThat(performed).isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
      assertThat(stranger.log()).doesNotContain("publickey");
    }
  }

  @Test
  void isNotExecutedForAnotherPrincipal() throws IOException {
    Performed performed = perform(host(sshd.port(), sshd.hostKey()), lease(command("id"), "db"));

    assertThat(performed).isEqualTo(Performed.notExecuted(Code.TARGET_UNREACHABLE));
    assertThat(sshd.log()).contains("does not contain an authorized principal");
  }

  @Test
  void asksForNoTerminalAndSendsNoVariables() throws IOException {
    Performed performed = perform("/usr/bin/tty; echo \"$SSH_ORIGINAL_COMMAND$LANG$SHELLOPTS\"");

    assertThat(performed).isEqualTo(new Performed.Succeeded(answer(0, "not a tty\n\n")));
  }

  /** While it runs: no command line, environment, descriptor of another, or file has the key. */
  @Test
  void showsItsKeyToNoOtherProcessAndNoDisk() throws Exception {
    Path gate = home.resolve("gate");
    Lease lease =
        lease(command("touch " + home + "/here; while ! [ -e " + gate + " ]; do :; done"), "web");
    String key = new String(lease.material(), StandardCharsets.US_ASCII);
    String secret = key.lines().toList().get(3);
    Thread running = Thread.startVirtualThread(() -> perform(host(), lease));
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.exists(home.resolve("here")));

    List<String> seen = processes("cmdline").toList();
    List<String> variables = processes("environ").toList();

    assertThat(seen).anyMatch(line -> line.contains("IdentityFile=/ssh/key"));
    assertThat(seen).noneMatch(line -> line.contains(secret));
    assertThat(variables).isNotEmpty().noneMatch(each -> each.contains(secret));
    assertThat(Path.of("/ssh")).doesNotExist();
    Files.createFile(gate);
    running.join();
    assertThat(lease.toString()).doesNotContain(secret);
  }

  private static Stream<String> processes(String file) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all
          .filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .map(path -> text(path.resolve(file)))
          .toList()
          .stream();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // it has gone, or is another user's
    }
  }

  private Performed perform(String shell) throws IOException {
    return perform(host(), lease(command(shell), "web"));
  }

  private String command(String shell) throws IOException {
    return sshd.program("command", shell).toString();
  }

  private SshSpec.Host host() {
    try {
      return host(sshd.port(), sshd.hostKey());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static SshSpec.Host host(int port, String key) {
    return new SshSpec.Host(HERE, port, Sshd.user(), List.of(new HostKey(key)));
  }

  private Lease lease(String command, String service) {
    var request = service.equals("web") ? Authority.request() : Authority.request(service);
    return authority.credential(command, MINUTE).lease(request).orElseThrow();
  }

  private static Performed perform(SshSpec.Host host, Lease lease) {
    Performance.Times times = new Performance.Times(FAR, FAR, Clock.systemUTC());
    try (lease) {
      return new SshHandler(spec(host))
          .perform(
              new Performance(
                  Authority.request().action(),
                  Authority.fields("web"),
                  lease,
                  times,
                  Optional::empty));
    }
  }

  private static SshSpec spec(SshSpec.Host host) {
    Confinement confinement =
        new Confinement(
                EnumSet.allOf(Layer.class),
                SshCommand.ENVIRONMENT,
                List.of(),
                new Confinement.Bounds(5, ByteCount.ofMib(128), 8, 32, ByteCount.ofKib(64)))
            .connecting(host.port());
    return new SshSpec(
        host,
        new ProcessSpec(
            Program.parse(SshCommand.PROGRAM, Optional.empty()),
            SshCommand.arguments(host),
            new JsonBody(List.of("service")),
            Set.of(64),
            confinement,
            new ProcessSpec.Limits(Duration.ofSeconds(4), ByteCount.ofKib(1))));
  }

  private static Optional<Answer> answer(int status, String output) {
    return Optional.of(new Answer(status, Digest.of(Bytes.utf8(ADMITTED + output).toArray())));
  }
}

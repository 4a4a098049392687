package io.sallyport.executor.credential.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real sshd on a port of its own, which lets the user of the test in by certificates of one
 * authority for the listed principals, and by nothing else.
 */
public final class Sshd implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Path SEPARATION = Path.of("/run/sshd");

  private final Path home;
  private final int port;
  private final Process process;

  /** Starts it with its files in {@code home}. */
  public Sshd(Path home, Authority authority, String... principals) throws IOException {
    this.home = home;
    this.port = freePort();
    Files.writeString(home.resolve("ca.pub"), authority.line() + "\n");
    Files.write(home.resolve("principals"), List.of(principals));
    run("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home + "/host");
    Files.writeString(home.resolve("sshd_config"), config());
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(SEPARATION);
    }
    this.process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", home + "/sshd_config")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::listens);
  }

  private String config() {
    return """
    ListenAddress 127.0.0.1:%d
    HostKey %s/host
    TrustedUserCAKeys %<s/ca.pub
    AuthorizedPrincipalsFile %<s/principals
    AuthorizedKeysFile none
    AuthenticationMethods publickey
    PermitRootLogin yes
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    UsePAM no
    StrictModes no
    PidFile none
    PrintMotd no
    LogLevel VERBOSE
    """
        .formatted(port, home);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private boolean listens() {
    assertThat(process.isAlive()).as("sshd").isTrue();
    try (Socket _ = new Socket(HERE, port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Who can log in. */
  public static String user() {
    return System.getProperty("user.name");
  }

  /** The type and value of its host key. */
  public String hostKey() throws IOException {
    String[] words = Files.readString(home.resolve("host.pub")).split(" ", -1);
    return words[0] + " " + words[1];
  }

  /** What it has logged. */
  public String log() throws IOException {
    return Files.readString(home.resolve("log"));
  }

  /** How many sessions it has now. */
  public long sessions() {
    return process.descendants().count();
  }

  /** A program of the target, by its path. */
  public Path program(String name, String shell) throws IOException {
    Path program = Files.writeString(home.resolve(name), "#!/bin/sh\n" + shell + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Runs a program of this machine; what it wrote. */
  static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return output;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}

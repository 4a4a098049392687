package io.sallyport.executor.handler.ssh;

import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.handler.process.Arguments;
import io.sallyport.executor.sandbox.Sandbox.Given;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How ssh(1) is called: everything is fixed here and by the host, nothing by an action. It reads no
 * configuration, asks nobody, trusts the pinned host keys only, offers this lease's key only,
 * forwards nothing and asks for no command: the certificate has one.
 */
public final class SshCommand {
  /** The program. */
  public static final String PROGRAM = "/usr/bin/ssh";

  /**
   * What ssh(1) runs its LocalCommand with, after the target has let it in and before it asks for
   * the session: so a line of output says that it was let in. It is no shell, and so starts
   * nothing.
   */
  public static final Map<String, String> ENVIRONMENT = Map.of("SHELL", "/usr/bin/echo");

  private static final Path KEY = Path.of("/ssh/key");
  private static final Path CERTIFICATE = Path.of("/ssh/key-cert.pub");
  private static final Path KNOWN_HOSTS = Path.of("/ssh/known_hosts");
  private static final String ALIAS = "target";

  private static final List<String> OPTIONS =
      List.of(
          "BatchMode=yes",
          "StrictHostKeyChecking=yes",
          "UserKnownHostsFile=" + KNOWN_HOSTS,
          "GlobalKnownHostsFile=/dev/null",
          "HostKeyAlias=" + ALIAS,
          "CheckHostIP=no",
          "UpdateHostKeys=no",
          "VerifyHostKeyDNS=no",
          "IdentitiesOnly=yes",
          "IdentityAgent=none",
          "IdentityFile=" + KEY,
          "CertificateFile=" + CERTIFICATE,
          "PreferredAuthentications=publickey",
          "PasswordAuthentication=no",
          "KbdInteractiveAuthentication=no",
          "ClearAllForwardings=yes",
          "ForwardAgent=no",
          "ForwardX11=no",
          "RequestTTY=no",
          "EscapeChar=none",
          "ControlMaster=no",
          "ControlPath=none",
          "ConnectionAttempts=1",
          "PermitLocalCommand=yes",
          "LocalCommand=admitted",
          "LogLevel=QUIET");

  private SshCommand() {}

  /** The arguments for a host. */
  public static Arguments arguments(SshSpec.Host host) {
    List<String> all = new ArrayList<>(List.of("-F", "none", "-T"));
    OPTIONS.forEach(option -> all.addAll(List.of("-o", option)));
    all.addAll(List.of("-p", String.valueOf(host.port()), "-l", host.user()));
    all.addAll(List.of("--", host.address().getHostAddress()));
    return Arguments.parse(all);
  }

  /** The files of one run: they exist in its sandbox only. */
  static List<Given> files(SshSpec.Host host, Lease lease) {
    String known =
        host.keys().stream()
            .map(key -> ALIAS + " " + key.line() + "\n")
            .collect(Collectors.joining());
    return List.of(
        Given.passwd(),
        Given.of(KNOWN_HOSTS, known),
        Given.of(CERTIFICATE, lease.companion().orElseThrow() + "\n"),
        new Given(KEY, lease.material()));
  }
}

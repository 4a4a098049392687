package io.sallyport.executor.bundle;

import io.sallyport.action.ActionType;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.executor.credential.Credential;
import io.sallyport.executor.credential.LeaseLimit;
import io.sallyport.executor.credential.SecretFile;
import io.sallyport.executor.credential.ssh.CertificateAuthority;
import io.sallyport.executor.credential.ssh.CertificateSpec;
import io.sallyport.executor.credential.ssh.CertificateSpec.Access;
import io.sallyport.executor.credential.ssh.Extension;
import io.sallyport.executor.credential.ssh.SshCredential;
import io.sallyport.executor.credential.ssh.WordTemplate;
import io.sallyport.executor.handler.http.JsonBody;
import io.sallyport.executor.handler.process.ProcessSpec;
import io.sallyport.executor.handler.process.Program;
import io.sallyport.executor.handler.ssh.HostKey;
import io.sallyport.executor.handler.ssh.SshCommand;
import io.sallyport.executor.handler.ssh.SshSpec;
import io.sallyport.executor.sandbox.Confinement;
import io.sallyport.executor.target.Cidr;
import io.sallyport.executor.target.Literals;
import io.sallyport.service.config.ConfigNode;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parts {@code ssh} of a Credential and of a Handler document. */
final class SshPart {
  private static final int MAX_SOURCES = 20;
  private static final int SSH_PORT = 22;
  private static final int MAX_PORT = 65_535;

  private SshPart() {}

  /** Reads a credential's part and looks whether its key file can be used. */
  static SshCredential credential(ConfigNode ssh, LeaseLimit limit, Roots roots) {
    SecretFile key = new SecretFile(ssh.path("caKeyFile"));
    CertificateAuthority authority = new CertificateAuthority(key);
    roots.check(ssh, "caKeyFile", key, authority::problem);
    CertificateSpec spec =
        new CertificateSpec(
            authority,
            WordTemplate.principal(ssh.text("principal")),
            WordTemplate.command(ssh.text("command")),
            ssh.choice("access", Access.class),
            new CertificateSpec.Terms(
                sources(ssh),
                extensions(ssh),
                ssh.duration(
                    "skew", Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(60))));
    return new SshCredential(spec, limit, InstantSource.system());
  }

  private static List<Cidr> sources(ConfigNode ssh) {
    List<Cidr> sources = new ArrayList<>();
    for (String text : ssh.texts("sourceAddress")) {
      Cidr.parse(text)
          .ifPresentOrElse(
              sources::add,
              () -> ssh.problem("sourceAddress", "must list ranges like 192.0.2.0/24"));
    }
    if (sources.size() > MAX_SOURCES) {
      ssh.problem("sourceAddress", "must list 20 ranges at most");
    }
    return sources;
  }

  private static Set<Extension> extensions(ConfigNode ssh) {
    Set<Extension> extensions = EnumSet.noneOf(Extension.class);
    for (String text : ssh.texts("extensions")) {
      Extension.of(text)
          .ifPresentOrElse(
              extensions::add,
              () ->
                  ssh.problem(
                      "extensions",
                      "must list permit-pty, permit-port-forwarding, permit-agent-forwarding,"
                          + " permit-X11-forwarding or permit-user-rc"));
    }
    return extensions;
  }

  /** Reads a handler's part against the type that it performs. */
  static SshSpec handler(ConfigNode ssh, Duration timeout, Optional<ActionType> type) {
    SshSpec.Host host = host(ssh);
    List<String> input = ssh.childOrEmpty("input").texts("json");
    type.ifPresent(known -> ProcessPart.checkInput(ssh, known, input));
    Confinement confinement =
        new Confinement(
            ProcessPart.layers(ssh),
            SshCommand.ENVIRONMENT,
            List.of(),
            ProcessPart.bounds(ssh),
            Optional.of(host.port()));
    return new SshSpec(
        host,
        new ProcessSpec(
            Program.parse(SshCommand.PROGRAM, ProcessPart.pin(ssh)),
            SshCommand.arguments(host),
            new JsonBody(input),
            ProcessPart.statuses(ssh),
            confinement,
            ProcessPart.limits(ssh, timeout)));
  }

  private static SshSpec.Host host(ConfigNode ssh) {
    InetAddress address =
        Literals.parse(ssh.text("address"))
            .orElseThrow(
                () -> new IllegalArgumentException("address is one of IP, as a literal; no name"));
    List<HostKey> keys = ssh.texts("hostKeys").stream().map(HostKey::new).toList();
    int port = Math.toIntExact(ssh.integer("port", SSH_PORT, 1, MAX_PORT));
    return new SshSpec.Host(address, port, ssh.text("user"), keys);
  }

  /** Why {@code credential} is not for a handler of that kind and type, if so. */
  static Optional<String> mismatch(
      HandlerDocument.Kind kind, Optional<ActionType> type, Credential credential) {
    boolean certifies = credential instanceof SshCredential;
    if (certifies != kind instanceof HandlerDocument.Kind.Ssh) {
      return Optional.of(
          certifies
              ? "an ssh credential is for ssh handlers"
              : "an ssh handler needs an ssh credential");
    }
    boolean reads = type.filter(known -> known.effect() == Effect.READ).isPresent();
    return credential instanceof SshCredential ssh && reads != (ssh.spec().access() == Access.READ)
        ? Optional.of(
            "the credential's access must be "
                + (reads ? "read" : "write")
                + ", as the type's effect says")
        : Optional.empty();
  }
}

package io.sallyport.executor.ambient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Sockets of agents: who can write to one has keys signed with, or containers run as root. */
final class AgentSockets {
  private static final int MOST = 10_000;
  private static final List<String> OF_SYSTEM =
      List.of(
          "var/run/docker.sock",
          "run/containerd/containerd.sock",
          "run/crio/crio.sock",
          "run/podman/podman.sock");
  private static final List<String> OF_USER =
      List.of(".1password/agent.sock", ".docker/run/docker.sock", ".gnupg/S.gpg-agent");
  private static final List<String> OF_SESSION =
      List.of(
          "docker.sock",
          "gcr/ssh",
          "gnupg/S.gpg-agent",
          "keyring/ssh",
          "openssh_agent",
          "podman/podman.sock",
          "ssh-agent.socket");

  private AgentSockets() {}

  /** Those that this process can write to. */
  static List<String> in(Path root, Path home) {
    Stream<Path> ofSessions =
        entries(root.resolve("run/user"))
            .flatMap(session -> OF_SESSION.stream().map(session::resolve));
    Stream<Path> ofSsh =
        entries(root.resolve("tmp"))
            .filter(directory -> name(directory).startsWith("ssh-"))
            .flatMap(AgentSockets::entries)
            .filter(socket -> name(socket).startsWith("agent."));
    return Stream.of(
            OF_SYSTEM.stream().map(root::resolve),
            OF_USER.stream().map(home::resolve),
            ofSessions,
            ofSsh)
        .flatMap(sockets -> sockets)
        .filter(AgentSockets::isWritableSocket)
        .map(Path::toString)
        .toList();
  }

  private static boolean isWritableSocket(Path path) {
    return Files.exists(path)
        && !Files.isRegularFile(path)
        && !Files.isDirectory(path)
        && Files.isWritable(path);
  }

  /** What lies in a directory that this process can list; nothing where it cannot. */
  private static Stream<Path> entries(Path directory) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return Stream.empty();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.limit(MOST).toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}

package io.sallyport.executor.ambient;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a process could use without its bundle: a library, or whoever takes the process over, finds
 * it without being given anything. In strict mode the executor refuses to start where there is any.
 *
 * @param environment the process's variables
 * @param root the file system
 * @param home the user's directory
 * @param services addresses at which a cloud hands out credentials
 */
public record Ambient(
    Map<String, String> environment, Path root, Path home, List<InetSocketAddress> services) {
  /** Where it is looked for. */
  public enum Kind {
    /** The environment. */
    VARIABLES,
    /** Well-known files that the process can read. */
    FILES,
    /** Sockets of agents that sign or act for whoever can write to them. */
    SOCKETS,
    /** Metadata services of clouds. */
    SERVICES
  }

  /** What is around this process. */
  public static Ambient ofProcess() {
    return new Ambient(
        System.getenv(),
        Path.of("/"),
        Path.of(System.getProperty("user.home")),
        MetadataServices.KNOWN);
  }

  /**
   * All that is found, each by its name, never with a value; but for the {@code tolerated} kinds.
   */
  public List<String> find(Set<Kind> tolerated) {
    return Stream.of(Kind.values())
        .filter(kind -> !tolerated.contains(kind))
        .flatMap(kind -> find(kind).stream())
        .toList();
  }

  private List<String> find(Kind kind) {
    return switch (kind) {
      case VARIABLES -> AmbientVariables.in(environment);
      case FILES -> AmbientFiles.in(root, home);
      case SOCKETS -> AgentSockets.in(root, home);
      case SERVICES -> MetadataServices.answering(services);
    };
  }
}

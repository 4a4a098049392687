package io.sallyport.quickstart.registry;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to run the registry.
 *
 * <p>It has no authentication, so both of its listeners, of which one would bind every address by
 * default, stay on the loopback address. It starts with compatibility BACKWARD, not its own NONE.
 *
 * @param installation the unpacked distribution
 * @param home where its database lies
 * @param port the port of the API
 * @param managementPort the port of health and metrics
 */
public record RegistryCommand(Path installation, Path home, int port, int managementPort) {
  private static final List<String> SMALL =
      List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  /** The installation that the build unpacks. */
  public static Path unpacked(Path projectHome) {
    return projectHome.resolve("quickstart/target/registry");
  }

  /** The whole command line, with the flags of the caller's own after the registry's. */
  public List<String> command(Path java, List<String> flags) {
    Path jar = installation.resolve("quarkus-run.jar");
    if (Files.notExists(jar)) {
      throw new IllegalStateException(
          jar + " is missing; build the project first (mvn -DskipTests package)");
    }
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(SMALL);
    command.addAll(flags);
    command.addAll(settings());
    command.add("-jar");
    command.add(jar.toString());
    return List.copyOf(command);
  }

  /** The address that schema clients use. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
  }

  /** Answers 200 when the registry can serve. */
  public URI ready() {
    return URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
  }

  private List<String> settings() {
    return List.of(
        "-Djava.io.tmpdir=" + home.resolve("tmp"),
        "-Dquarkus.http.host=127.0.0.1",
        "-Dquarkus.http.port=" + port,
        "-Dquarkus.management.host=127.0.0.1",
        "-Dquarkus.management.port=" + managementPort,
        "-Dapicurio.datasource.url=jdbc:h2:file:" + home.resolve("state/registry"),
        "-Dapicurio.rules.global.compatibility=BACKWARD");
  }
}

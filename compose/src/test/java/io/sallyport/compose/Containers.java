package io.sallyport.compose;

import io.sallyport.quickstart.broker.BrokerSettings;
import io.sallyport.quickstart.data.Ports;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/**
 * The public images of broker and registry, on the host's network: so they listen on the loopback
 * addresses that the files say which a stack on this machine has.
 */
final class Containers {
  private static final String KAFKA = "apache/kafka:4.3.1";
  private static final String REGISTRY = "apicurio/apicurio-registry:3.3.3";
  static final Duration START = Duration.ofMinutes(3);
  private static final String SETTINGS = "/mnt/shared/config/" + BrokerSettings.FILE;

  private Containers() {}

  /** A broker with that home, which is copied to where its own files say that it lies. */
  static GenericContainer<?> broker(Path home, int port) {
    return host(KAFKA, port)
        .withCopyFileToContainer(MountableFile.forHostPath(home), home.toString())
        .withCopyFileToContainer(
            MountableFile.forHostPath(home.resolve(BrokerSettings.FILE)), SETTINGS)
        .withEnv("KAFKA_HEAP_OPTS", "-Xms128m -Xmx256m")
        .withCreateContainerCmdModifier(command ->
            command.withEntrypoint(
                "bash",
                "-c",
                "export CLUSTER_ID=$(sed -n 's/^sallyport.cluster.id=//p' "
                    + SETTINGS
                    + ") && exec /etc/kafka/docker/run"));
  }

  /** A registry that keeps nothing beyond its life. */
  static GenericContainer<?> registry(Ports ports) {
    return host(REGISTRY, ports.registryHealth())
        .withEnv("JAVA_OPTS", "-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1")
        .withEnv("APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD")
        .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
        .withEnv("QUARKUS_HTTP_PORT", Integer.toString(ports.registry()))
        .withEnv("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
        .withEnv("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.registryHealth()));
  }

  /** Its owner is root, as of the files of a test; it is there when it listens on {@code port}. */
  private static GenericContainer<?> host(String image, int port) {
    return new GenericContainer<>(image)
        .withNetworkMode("host")
        .withCreateContainerCmdModifier(command -> command.withUser("0"))
        .waitingFor(
            Wait.forSuccessfulCommand("bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + port + "'")
                .withStartupTimeout(START));
  }
}

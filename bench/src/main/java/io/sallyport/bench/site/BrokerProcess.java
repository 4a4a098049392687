package io.sallyport.bench.site;

import io.sallyport.quickstart.broker.BrokerMain;
import io.sallyport.quickstart.broker.BrokerSettings;
import io.sallyport.quickstart.data.Place;
import io.sallyport.quickstart.files.FreePorts;
import io.sallyport.quickstart.pki.Pki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.Uuid;

/**
 * A real broker with mutual TLS as a process of its own, so that its collections stop nobody else,
 * with the heap and the collector that Kafka's own start script gives it.
 */
public final class BrokerProcess implements AutoCloseable {
  /** What {@code kafka-server-start.sh} and {@code kafka-run-class.sh} of Kafka 4.3 set. */
  private static final List<String> FLAGS =
      List.of(
          "-Xms1g",
          "-Xmx1g",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-XX:+ExplicitGCInvokesConcurrent",
          "-XX:-UsePerfData");

  private static final Duration POLL = Duration.ofMillis(100);

  private final Path directory;
  private final Pki pki;
  private final BrokerSettings settings;
  private final JvmProcess process;

  private BrokerProcess(Path directory) {
    this.directory = directory;
    this.pki = Pki.openOrCreate(directory.resolve("ca"));
    List<Integer> ports = FreePorts.choose(2);
    String clusterId = Uuid.randomUuid().toString();
    this.settings = new BrokerSettings(Place.MACHINE, clusterId, ports.getFirst(), ports.getLast());
    Path home = directory.resolve("broker");
    Path file = settings.provision(home, pki);
    this.process = JvmProcess.launch(home, FLAGS, BrokerMain.class, file);
  }

  /** Starts one with an authority of its own and waits until it listens. */
  public static BrokerProcess start(Path directory) {
    BrokerProcess broker = new BrokerProcess(directory);
    while (broker.process.isAlive()) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), broker.settings.port())) {
        return broker;
      } catch (IOException e) {
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
    throw new IllegalStateException("the broker did not start: " + broker.process.log());
  }

  /** The cluster's identity. */
  public String clusterId() {
    return settings.clusterId();
  }

  /** Client settings of a principal, whose certificate is issued at the first call. */
  public Map<String, Object> clientProperties(String principal) {
    Path tls = directory.resolve("clients").resolve(principal);
    pki.issue(principal, tls);
    return Map.copyOf(Pki.clientProperties(settings.bootstrap(), tls));
  }

  /** Processor time that it has had. */
  public Duration cpu() {
    return process.cpu();
  }

  @Override
  public void close() {
    process.close();
  }
}

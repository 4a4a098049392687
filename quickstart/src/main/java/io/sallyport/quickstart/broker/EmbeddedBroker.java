package io.sallyport.quickstart.broker;

import io.sallyport.quickstart.data.Place;
import io.sallyport.quickstart.files.FreePorts;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.pki.Pki;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * A real broker in this JVM, for tests: mutual TLS, ACLs and a data directory that outlives it.
 *
 * <p>One thread, usually a test's, starts, stops and closes it. Always close it: the broker's
 * threads keep a JVM alive.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final Path directory;
  private final Pki pki;
  private final BrokerSettings settings;
  private Optional<BrokerNode> node = Optional.empty();

  private EmbeddedBroker(Path directory, Pki pki, BrokerSettings settings) {
    this.directory = directory;
    this.pki = pki;
    this.settings = settings;
  }

  /** Starts a broker with an authority, a cluster id and free ports of its own. */
  public static EmbeddedBroker start(Path directory) {
    OwnerFiles.directory(directory);
    List<Integer> ports = FreePorts.choose(2);
    String clusterId = Uuid.randomUuid().toString();
    var settings = new BrokerSettings(Place.MACHINE, clusterId, ports.getFirst(), ports.getLast());
    Pki pki = Pki.openOrCreate(directory.resolve("ca"));
    settings.provision(directory.resolve("broker"), pki);
    var broker = new EmbeddedBroker(directory, pki, settings);
    broker.start();
    return broker;
  }

  /** Starts the stopped broker on the same directory and ports. */
  public void start() {
    if (node.isPresent()) {
      throw new IllegalStateException("the broker runs already");
    }
    Path file = directory.resolve("broker").resolve(BrokerSettings.FILE);
    node = Optional.of(BrokerNode.start(file));
  }

  /** Stops the broker and keeps its data. */
  public void stop() {
    node.ifPresent(BrokerNode::close);
    node = Optional.empty();
  }

  /** Stops the broker and starts it again with the same data. */
  public void restart() {
    stop();
    start();
  }

  /** The address that clients start from. */
  public String bootstrap() {
    return settings.bootstrap();
  }

  /** The address of the controller, which no client of the stack needs. */
  public String controller() {
    return "127.0.0.1:" + settings.controllerPort();
  }

  /** The cluster's identity, the same after a restart. */
  public String clusterId() {
    return settings.clusterId();
  }

  /** The authority that issues this broker's principals. */
  public Pki pki() {
    return pki;
  }

  /** Client settings of a principal, whose certificate is issued at the first call. */
  public Map<String, Object> clientProperties(String principal) {
    Path tls = directory.resolve("clients").resolve(principal);
    pki.issue(principal, tls);
    return Map.copyOf(Pki.clientProperties(bootstrap(), tls));
  }

  @Override
  public void close() {
    stop();
  }
}

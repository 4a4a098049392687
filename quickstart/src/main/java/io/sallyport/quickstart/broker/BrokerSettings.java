package io.sallyport.quickstart.broker;

import io.sallyport.quickstart.data.Place;
import io.sallyport.quickstart.data.Role;
import io.sallyport.quickstart.files.OwnerFiles;
import io.sallyport.quickstart.pki.Pki;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The configuration of a single combined broker and controller; its controller's listener is on the
 * loopback address.
 *
 * <p>Both listeners ask for a client certificate; a plain controller listener would let any local
 * process change the metadata. Only {@code broker} and {@code admin} may do what no ACL names.
 *
 * @param place whether clients come from this machine or from other containers
 * @param clusterId the identity of the cluster, part of the environment's name
 * @param port the port of the clients' listener
 * @param controllerPort the port of the controller's listener
 */
public record BrokerSettings(Place place, String clusterId, int port, int controllerPort) {
  /** The name that Kafka's own image reads, too. */
  public static final String FILE = "server.properties";

  static final String CLUSTER_ID = "sallyport.cluster.id";

  /**
   * The controller refuses a broker that comes back until the session of its last run is over,
   * after a kill and after an end alike; the default of 9 s would be most of a start.
   */
  private static final Map<String, String> NODE =
      Map.of(
          "process.roles", "broker,controller",
          "node.id", "1",
          "listener.security.protocol.map", "CLIENT:SSL,CONTROLLER:SSL",
          "inter.broker.listener.name", "CLIENT",
          "controller.listener.names", "CONTROLLER",
          "auto.create.topics.enable", "false",
          "group.initial.rebalance.delay.ms", "0",
          "controlled.shutdown.enable", "false",
          "broker.heartbeat.interval.ms", "500",
          "broker.session.timeout.ms", "3000");

  private static final Map<String, String> ACCESS =
      Map.of(
          "ssl.client.auth", "required",
          "ssl.principal.mapping.rules", "RULE:^CN=([a-z0-9-]+)$/$1/,DEFAULT",
          "ssl.enabled.protocols", "TLSv1.3",
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found", "false",
          "super.users", "User:broker;User:admin");

  private static final Map<String, String> SINGLE_NODE =
      Map.of(
          "default.replication.factor", "1",
          "min.insync.replicas", "1",
          "offsets.topic.replication.factor", "1",
          "offsets.topic.num.partitions", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "transaction.state.log.num.partitions", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          "share.coordinator.state.topic.num.partitions", "1");

  /** Small buffers and thread pools: the defaults are those of a large machine. */
  private static final Map<String, String> SMALL =
      Map.of(
          "log.cleaner.dedupe.buffer.size", "2097152",
          "log.index.size.max.bytes", "1048576",
          "num.network.threads", "2",
          "num.io.threads", "2",
          "background.threads", "2",
          "num.replica.fetchers", "1",
          "queued.max.requests", "64",
          "socket.request.max.bytes", "16777216");

  /** The address that clients start from. */
  public String bootstrap() {
    return place.host(Role.BROKER) + ":" + port;
  }

  /** Writes the file that {@link BrokerMain} reads, and the node's certificate, below that home. */
  public Path provision(Path home, Pki pki) {
    OwnerFiles.directory(home);
    pki.issueServer("broker", home.resolve("tls"));
    Path file = home.resolve(FILE);
    String text = text(properties(home));
    return switch (place) {
      case MACHINE -> OwnerFiles.write(file, text);
      // Kafka's image copies it with its mode, and adds to the copy.
      case CONTAINERS -> OwnerFiles.writeMutable(file, text);
    };
  }

  Properties properties(Path home) {
    var properties = new Properties();
    properties.putAll(NODE);
    properties.putAll(ACCESS);
    properties.putAll(SINGLE_NODE);
    properties.putAll(SMALL);
    properties.putAll(Pki.tlsProperties(home.resolve("tls")));
    String controller = "127.0.0.1:" + controllerPort;
    properties.put("listeners", listeners(place.listen() + ":" + port, controller));
    properties.put("advertised.listeners", listeners(bootstrap(), controller));
    properties.put("controller.quorum.voters", "1@" + controller);
    properties.put("log.dirs", home.resolve("state").toString());
    properties.put(CLUSTER_ID, clusterId);
    return properties;
  }

  private static String listeners(String clients, String controller) {
    return "CLIENT://" + clients + ",CONTROLLER://" + controller;
  }

  private static String text(Properties properties) {
    var text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}

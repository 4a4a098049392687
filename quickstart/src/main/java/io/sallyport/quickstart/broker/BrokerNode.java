package io.sallyport.quickstart.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** A running Kafka node of this JVM; its directory is formatted at the first start. */
final class BrokerNode implements AutoCloseable {
  private final KafkaRaftServer server;

  private BrokerNode(KafkaRaftServer server) {
    this.server = server;
  }

  /** Starts the node of that properties file and returns when it accepts clients. */
  static BrokerNode start(Path file) {
    Properties properties = read(file);
    String clusterId = properties.getProperty(BrokerSettings.CLUSTER_ID, "");
    properties.remove(BrokerSettings.CLUSTER_ID);
    Path log = Path.of(properties.getProperty("log.dirs"));
    if (Files.notExists(log.resolve("meta.properties"))) {
      format(file, clusterId);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
    server.startup();
    return new BrokerNode(server);
  }

  void awaitEnd() {
    server.awaitShutdown();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path file, String clusterId) {
    var output = new ByteArrayOutputStream();
    String[] arguments = {"format", "-c", file.toString(), "-t", clusterId};
    try (var stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      if (StorageTool.execute(arguments, stream) != 0) {
        throw new BrokerException(
            "cannot format the broker's storage: " + output.toString(StandardCharsets.UTF_8));
      }
    }
  }

  private static Properties read(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new BrokerException("cannot read " + file, e);
    }
    return properties;
  }
}

package io.sallyport.validator;

import io.sallyport.validator.stream.PartitionCounts;
import io.sallyport.validator.stream.StreamsSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The production topology with its settings, one partition of each topic, and no broker. */
public final class Drivers {
  private Drivers() {}

  /** Its stores lie in {@code state}. */
  public static TopologyTestDriver of(FirewallTopology.Steps steps, Path state) {
    Properties settings =
        StreamsSettings.of(
            Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1"),
            new StreamsSettings.Instance(
                Demo.TOPICS.validatorApplication(), "validator-1", 1, state),
            1 << 20);
    return new TopologyTestDriver(topology(steps), settings, Demo.NOW);
  }

  static Topology topology(FirewallTopology.Steps steps) {
    PartitionCounts counts = new PartitionCounts(1, 1, 1, 1, Map.of("deployments", 1));
    return FirewallTopology.of(Demo.TOPICS, counts, steps);
  }
}

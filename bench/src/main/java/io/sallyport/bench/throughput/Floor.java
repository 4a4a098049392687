package io.sallyport.bench.throughput;

import io.sallyport.bench.site.Site;
import io.sallyport.contract.Topics;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.stream.Placement;
import java.util.Locale;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** What the gate is measured against. */
enum Floor {
  /** A strict parse, two signatures and the two records of the gate's sizes. */
  WORK,
  /** Every record as it came. */
  IDENTITY;

  static final String TRUSTED = Sinks.trusted(Site.CELL);
  private static final String UNTRUSTED = "untrusted";

  /** Below which its topics lie. */
  Topics topics() {
    return new Topics(name().toLowerCase(Locale.ROOT));
  }

  /** Over topics of its own, laid out as the gate's. */
  Topology topology(Shape shape) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    Topology topology = new Topology();
    topology.addSource(AutoOffsetReset.earliest(), UNTRUSTED, in, in, topics().untrusted());
    switch (this) {
      case IDENTITY -> trusted(topology, UNTRUSTED);
      case WORK -> {
        topology.addProcessor("work", () -> new Work(shape), UNTRUSTED);
        trusted(topology, "work");
        ByteArraySerializer out = new ByteArraySerializer();
        topology.addSink(
            Sinks.RECEIPTS,
            topics().validatorReceipts(),
            out,
            out,
            Placement.byChain(Site.PARTITIONS),
            "work");
      }
    }
    return topology;
  }

  private void trusted(Topology topology, String parent) {
    ByteArraySerializer out = new ByteArraySerializer();
    String topic = topics().trusted(Site.CELL);
    topology.addSink(TRUSTED, topic, out, out, Placement.byKey(Site.PARTITIONS), parent);
  }
}

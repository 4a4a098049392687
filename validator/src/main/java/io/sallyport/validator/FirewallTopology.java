package io.sallyport.validator;

import io.sallyport.contract.Topics;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.stream.GateStep;
import io.sallyport.validator.stream.PartitionCounts;
import io.sallyport.validator.stream.Placement;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The firewall as a topology. In brackets: the places of the steps that come later.
 *
 * <pre>
 *   [untrusted.&lt;source&gt; ─▶ arrive ─▶ arrived ─┐]
 *                                             ▼
 *   untrusted ─────────────────────────────▶ gate ──▶ trusted-&lt;cell&gt;
 *   [released ────────────────────────────────┘]├───▶ quarantine
 *                                   seen, chains ├───▶ receipts
 *                                                └[─▶ desk ─▶ held.&lt;cell&gt; ─▶ holds]
 * </pre>
 *
 * <p>Steps hand over through the manifest's topics only: nothing here makes an internal topic but
 * the changelogs of the two stores, and those are in the manifest too.
 */
public final class FirewallTopology {
  private static final String UNTRUSTED = "untrusted";
  private static final String GATE = "gate";

  private FirewallTopology() {}

  /** The topology over {@code topics}. */
  public static Topology of(Topics topics, PartitionCounts counts, GateStep gate) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    Topology topology = new Topology();
    topology.addSource(AutoOffsetReset.earliest(), UNTRUSTED, in, in, topics.untrusted());
    topology.addProcessor(GATE, gate, UNTRUSTED);
    counts
        .trusted()
        .forEach((cell, partitions) ->
            sink(topology, Sinks.trusted(cell), topics.trusted(cell), partitions));
    sink(topology, Sinks.QUARANTINE, topics.quarantine(), counts.quarantine());
    ByteArraySerializer out = new ByteArraySerializer();
    topology.addSink(
        Sinks.RECEIPTS,
        topics.validatorReceipts(),
        out,
        out,
        Placement.byChain(counts.untrusted()),
        GATE);
    return topology;
  }

  private static void sink(Topology topology, String name, String topic, int partitions) {
    ByteArraySerializer out = new ByteArraySerializer();
    topology.addSink(name, topic, out, out, Placement.byKey(partitions), GATE);
  }
}

package io.sallyport.validator;

import io.sallyport.contract.Topics;
import io.sallyport.validator.arrive.ArriveStep;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.stream.GateStep;
import io.sallyport.validator.stream.PartitionCounts;
import io.sallyport.validator.stream.Placement;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The firewall as a topology. In brackets: the places of the steps that come later.
 *
 * <pre>
 *   untrusted.&lt;source&gt; ──▶ arrive ──▶ arrived ─┐
 *                                             ▼
 *   untrusted ─────────────────────────────▶ gate ──▶ trusted-&lt;cell&gt;
 *   released ─────────────────────────────────┘ ├───▶ quarantine
 *                                   seen, chains ├───▶ receipts
 *                                                └[─▶ desk ─▶ held.&lt;cell&gt; ─▶ holds]
 * </pre>
 *
 * <p>Steps hand over through the manifest's topics only: nothing here makes an internal topic but
 * the changelogs of the two stores, and those are in the manifest too.
 */
public final class FirewallTopology {
  private static final String UNTRUSTED = "untrusted";
  private static final String ARRIVED = "arrived";
  private static final String RELEASED = "released";
  private static final String GATE = "gate";
  private static final String DIRECT = "untrusted-direct";
  private static final String ARRIVE = "arrive";
  private static final String TO_ARRIVED = "to-arrived";

  private FirewallTopology() {}

  /** The topology over {@code topics}. */
  public static Topology of(
      Topics topics, PartitionCounts counts, GateStep gate, ArriveStep arrive) {
    Topology topology = new Topology();
    addGate(topology, topics, counts, gate);
    addArrive(topology, topics, counts, arrive);
    return topology;
  }

  /** Where its records came from stays the gate's to judge: this step keeps and refuses nothing. */
  private static void addArrive(
      Topology topology, Topics topics, PartitionCounts counts, ArriveStep arrive) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    ByteArraySerializer out = new ByteArraySerializer();
    topology.addSource(AutoOffsetReset.earliest(), DIRECT, in, in, direct(topics));
    topology.addProcessor(ARRIVE, arrive, DIRECT);
    StreamPartitioner<byte[], byte[]> place = Placement.byKey(counts.untrusted());
    topology.addSink(TO_ARRIVED, topics.arrived(), out, out, place, ARRIVE);
  }

  /** Whatever has the form; what the validator may read is the list. */
  private static Pattern direct(Topics topics) {
    return Pattern.compile(Pattern.quote(topics.untrusted() + ".") + Topics.NAME.pattern());
  }

  private static void addGate(
      Topology topology, Topics topics, PartitionCounts counts, GateStep gate) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    topology.addSource(AutoOffsetReset.earliest(), UNTRUSTED, in, in, topics.untrusted());
    topology.addSource(AutoOffsetReset.earliest(), ARRIVED, in, in, topics.arrived());
    topology.addSource(AutoOffsetReset.earliest(), RELEASED, in, in, topics.released());
    topology.addProcessor(GATE, gate, UNTRUSTED, ARRIVED, RELEASED);
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
  }

  private static void sink(Topology topology, String name, String topic, int partitions) {
    ByteArraySerializer out = new ByteArraySerializer();
    topology.addSink(name, topic, out, out, Placement.byKey(partitions), GATE);
  }
}

package io.sallyport.validator;

import io.sallyport.contract.Topics;
import io.sallyport.validator.arrive.ArriveStep;
import io.sallyport.validator.desk.DeskStep;
import io.sallyport.validator.gate.Sinks;
import io.sallyport.validator.hold.HoldsStep;
import io.sallyport.validator.stream.GateStep;
import io.sallyport.validator.stream.PartitionCounts;
import io.sallyport.validator.stream.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The firewall as a topology.
 *
 * <pre>
 *   untrusted.&lt;source&gt; ──▶ arrive ──▶ arrived ─┐
 *                                             ▼
 *   untrusted ─────────────────────────────▶ gate ──▶ trusted-&lt;cell&gt;
 *   released ─────────────────────────────────┘ ├───▶ quarantine
 *                                   seen, chains ├───▶ receipts
 *                                                ├───▶ held.&lt;cell&gt; ─────────────┐
 *                                                └───▶ desk ─┐                  │
 *                                                            ▼                  │
 *   outcomes.&lt;cell&gt; ─────────────────────────────────────▶ desk ──▶ trusted-&lt;cell&gt;
 *                                                       desk ├───▶ receipts     │
 *                                                            └───▶ held.&lt;cell&gt; ─┤
 *                                                                               ▼
 *   approvals ──────────────────────────────────────────────────────────────▶ holds
 *           holds: trusted-&lt;cell&gt; or desk again, receipts, held.&lt;cell&gt; closed
 * </pre>
 *
 * <p>Steps hand over through the manifest's topics only: nothing here makes an internal topic but
 * the changelogs of the four stores, and those are in the manifest too.
 */
public final class FirewallTopology {
  private static final String UNTRUSTED = "untrusted";
  private static final String ARRIVED = "arrived";
  private static final String RELEASED = "released";
  private static final String GATE = "gate";
  private static final String DESK = "desk";
  private static final String REFERRED = "referred";
  private static final String HOLDS = "holds";
  private static final String APPROVALS = "approvals";
  private static final String DIRECT = "untrusted-direct";
  private static final String ARRIVE = "arrive";
  private static final String TO_ARRIVED = "to-arrived";

  private FirewallTopology() {}

  /** The steps, each on its own. */
  public record Steps(GateStep gate, ArriveStep arrive, DeskStep desk, HoldsStep holds) {}

  /** The topology over {@code topics}. */
  public static Topology of(Topics topics, PartitionCounts counts, Steps steps) {
    Topology topology = new Topology();
    addGate(topology, topics, counts, steps.gate());
    addArrive(topology, topics, counts, steps.arrive());
    addHolds(topology, topics, counts, steps.holds());
    addDesk(topology, topics, counts, steps.desk());
    return topology;
  }

  private static void addDesk(
      Topology topology, Topics topics, PartitionCounts counts, DeskStep desk) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    topology.addSource(AutoOffsetReset.earliest(), REFERRED, in, in, topics.desk());
    List<String> sources = new ArrayList<>(List.of(REFERRED));
    sources.addAll(ofCells(topology, "outcomes-", counts, topics::outcomes));
    topology.addProcessor(DESK, desk, sources.toArray(String[]::new));
    Ways out = new Ways(topology, DESK);
    out.toCells(topics, counts, Sinks::decided, Sinks::asked);
    out.byChain(Sinks.DESK_RECEIPTS, topics.validatorReceipts(), counts.untrusted());
  }

  private static void addHolds(
      Topology topology, Topics topics, PartitionCounts counts, HoldsStep holds) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    topology.addSource(AutoOffsetReset.earliest(), APPROVALS, in, in, topics.approvals());
    List<String> sources = new ArrayList<>(List.of(APPROVALS));
    sources.addAll(ofCells(topology, "waiting-", counts, topics::held));
    topology.addProcessor(HOLDS, holds, sources.toArray(String[]::new));
    Ways out = new Ways(topology, HOLDS);
    out.toCells(topics, counts, Sinks::approved, Sinks::closed);
    out.byKey(Sinks.UNSEALED, topics.desk(), counts.desk());
    out.byChain(Sinks.HOLD_RECEIPTS, topics.validatorReceipts(), counts.untrusted());
  }

  /** One source for each cell's topic; their names. */
  private static List<String> ofCells(
      Topology topology, String prefix, PartitionCounts counts, UnaryOperator<String> topic) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    List<String> sources = new ArrayList<>();
    for (String cell : cells(counts)) {
      topology.addSource(AutoOffsetReset.earliest(), prefix + cell, in, in, topic.apply(cell));
      sources.add(prefix + cell);
    }
    return sources;
  }

  private static List<String> cells(PartitionCounts counts) {
    return counts.trusted().keySet().stream().sorted().toList();
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
    Ways out = new Ways(topology, GATE);
    out.toCells(topics, counts, Sinks::trusted, Sinks::held);
    out.byKey(Sinks.DESK, topics.desk(), counts.desk());
    out.byKey(Sinks.QUARANTINE, topics.quarantine(), counts.quarantine());
    out.byChain(Sinks.RECEIPTS, topics.validatorReceipts(), counts.untrusted());
  }

  /** Ways out of one step: a sink belongs to one, even where two write to the same topic. */
  private record Ways(Topology topology, String step) {
    /** To each cell's trusted topic, and to that of its holds. */
    void toCells(
        Topics topics,
        PartitionCounts counts,
        UnaryOperator<String> sealed,
        UnaryOperator<String> held) {
      for (String cell : cells(counts)) {
        int trusted = counts.trusted().getOrDefault(cell, 0);
        byKey(sealed.apply(cell), topics.trusted(cell), trusted);
        byKey(held.apply(cell), topics.held(cell), counts.held());
      }
    }

    void byKey(String name, String topic, int partitions) {
      add(name, topic, Placement.byKey(partitions));
    }

    void byChain(String name, String topic, int partitions) {
      add(name, topic, Placement.byChain(partitions));
    }

    private void add(String name, String topic, StreamPartitioner<byte[], byte[]> place) {
      ByteArraySerializer out = new ByteArraySerializer();
      topology.addSink(name, topic, out, out, place, step);
    }
  }
}

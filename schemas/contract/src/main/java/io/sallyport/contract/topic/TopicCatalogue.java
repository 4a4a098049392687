package io.sallyport.contract.topic;

import io.sallyport.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The topics of DESIGN's table with their partitions, sizes and retention. Every topic that is
 * written from outside the validator is uncompressed, since a small compressed batch may hold a
 * record above {@code max.message.bytes}.
 */
final class TopicCatalogue {
  /** What headers and framing may add to a body. */
  static final int HEADROOM = 64 << 10;

  /** The stores of the validator's gate. */
  static final List<String> GATE_STORES = List.of("seen", "chains");

  /** The store of the validator's desk. */
  static final String DESK = "desk";

  /** The store of the validator's holds. */
  static final String HOLDS = "holds";

  private static final Duration OUTAGE = Duration.ofDays(7);

  /** What executors ask for with the longest maxTtl: as long as trusted, it, and a reserve. */
  private static final Duration LEDGER = OUTAGE.plusDays(7).plusDays(7);

  /** Only closed segments are compacted, so they are small. */
  private static final Map<String, String> COMPACTION =
      Map.of(
          "cleanup.policy", "compact",
          "delete.retention.ms", Long.toString(Manifest.TOMBSTONES.toMillis()),
          "segment.bytes", Integer.toString(64 << 20));

  private final ManifestSpec spec;
  private final List<TopicSpec> topics = new ArrayList<>();

  TopicCatalogue(ManifestSpec spec) {
    this.spec = spec;
  }

  List<TopicSpec> all() {
    Topics names = spec.topics();
    int outside = spec.maxBody() + HEADROOM;
    add(names.untrusted(), spec.untrusted(), kept(OUTAGE, outside));
    spec.sources()
        .forEach((source, partitions) ->
            add(names.untrusted(source), partitions, kept(OUTAGE, outside)));
    add(names.arrived(), spec.untrusted(), kept(OUTAGE, outside + HEADROOM));
    add(names.released(), spec.untrusted(), kept(OUTAGE, outside + HEADROOM));
    add(names.desk(), spec.desk(), kept(OUTAGE, outside + HEADROOM));
    add(names.approvals(), spec.held(), kept(OUTAGE, HEADROOM));
    add(names.quarantine(), spec.untrusted(), kept(OUTAGE, outside + HEADROOM));
    add(names.commands(), 1, kept(Manifest.EVIDENCE, HEADROOM));
    add(names.revocations(), 1, forever(HEADROOM));
    add(names.validatorReceipts(), spec.untrusted(), kept(Manifest.EVIDENCE, HEADROOM));
    spec.cells().forEach(this::addCell);
    GATE_STORES.forEach(store -> add(names.changelog(store), spec.untrusted(), changelog()));
    add(names.changelog(DESK), spec.desk(), changelog());
    add(names.changelog(HOLDS), spec.held(), changelog());
    return List.copyOf(topics);
  }

  private void addCell(String cell, int partitions) {
    Topics names = spec.topics();
    int sealed = spec.maxBody() + HEADROOM;
    add(names.held(cell), spec.held(), compacted(sealed + HEADROOM));
    add(names.trusted(cell), partitions, kept(OUTAGE, sealed));
    add(names.ledger(cell), partitions, kept(LEDGER, HEADROOM));
    add(names.outcomes(cell), spec.desk(), kept(OUTAGE, HEADROOM));
    add(names.receipts(cell), partitions, kept(Manifest.EVIDENCE, HEADROOM));
  }

  private void add(String name, int partitions, Map<String, String> config) {
    topics.add(safe(name, partitions, spec.replication(), config));
  }

  /** A topic that loses nothing with a broker, where it has three. */
  static TopicSpec safe(
      String name, int partitions, short replication, Map<String, String> config) {
    Map<String, String> all = new HashMap<>(config);
    all.put("min.insync.replicas", replication >= 3 ? "2" : "1");
    all.put("unclean.leader.election.enable", "false");
    return new TopicSpec(name, partitions, replication, all);
  }

  /** By time alone: brokers may bound topics that say nothing of their size. */
  private static Map<String, String> kept(Duration retention, int maxBytes) {
    return Map.of(
        "cleanup.policy", "delete",
        "retention.ms", Long.toString(retention.toMillis()),
        "retention.bytes", "-1",
        "max.message.bytes", Integer.toString(maxBytes),
        "message.timestamp.type", "LogAppendTime",
        "compression.type", "uncompressed");
  }

  private static Map<String, String> forever(int maxBytes) {
    Map<String, String> config = new HashMap<>(kept(OUTAGE, maxBytes));
    config.put("retention.ms", "-1");
    return config;
  }

  static Map<String, String> compacted(int maxBytes) {
    Map<String, String> config = new HashMap<>(COMPACTION);
    config.put("max.message.bytes", Integer.toString(maxBytes));
    config.put("message.timestamp.type", "LogAppendTime");
    config.put("compression.type", "uncompressed");
    return config;
  }

  /** As Kafka Streams would create it, which it may not. */
  private static Map<String, String> changelog() {
    Map<String, String> config = new HashMap<>(COMPACTION);
    config.put("message.timestamp.type", "CreateTime");
    return config;
  }
}

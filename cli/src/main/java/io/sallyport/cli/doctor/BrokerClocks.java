package io.sallyport.cli.doctor;

import io.sallyport.cli.data.BrokerAnswer;
import io.sallyport.cli.topics.TopicsDocument;
import io.sallyport.contract.topic.TopicSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * The clocks of a cluster, by which everything that comes is stamped. The controller that leads
 * says its own (KIP-836: the leader is caught up with itself now). Of the brokers show only the
 * times that they stamped records with: one that is ahead of ours was ahead when it did, and one
 * that is behind looks like one to whom nothing came.
 */
final class BrokerClocks {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final String STAMPED_BY = "message.timestamp.type";
  private static final String STAMPED_BY_BROKERS = "LogAppendTime";

  private final Admin admin;
  private final Duration timeout;

  BrokerClocks(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /** Of the leading controller, and of each broker that leads what is declared and has records. */
  List<Finding> findings(TopicsDocument document) {
    List<Finding> findings = new ArrayList<>();
    controller(findings);
    newest(document)
        .forEach((broker, newest) -> {
          Duration ahead = Skew.between(newest, MILLISECOND, newest, Instant.now());
          findings.add(Skew.finding("records of broker " + broker, ahead));
        });
    return findings;
  }

  private void controller(List<Finding> findings) {
    Instant from = Instant.now();
    QuorumInfo quorum =
        await(admin.describeMetadataQuorum().quorumInfo(), "read the controllers' quorum");
    Instant to = Instant.now();
    quorum.voters().stream()
        .filter(voter -> voter.replicaId() == quorum.leaderId())
        .flatMapToLong(voter -> voter.lastCaughtUpTimestamp().stream())
        .filter(at -> at > 0)
        .forEach(at -> {
          Duration offset = Skew.between(Instant.ofEpochMilli(at), MILLISECOND, from, to);
          findings.add(Skew.finding("controller " + quorum.leaderId(), offset));
        });
  }

  /** The latest time that each broker stamped a record with, of topics that brokers stamp. */
  private Map<Integer, Instant> newest(TopicsDocument document) {
    Map<TopicPartition, Integer> leaders = leaders(document);
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    leaders.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.maxTimestamp()));
    Map<TopicPartition, ListOffsetsResultInfo> offsets =
        await(admin.listOffsets(wanted).all(), "read the times of the newest records");
    Map<Integer, Instant> newest = new TreeMap<>();
    offsets.forEach((partition, found) -> {
      if (found.timestamp() > 0) {
        Instant at = Instant.ofEpochMilli(found.timestamp());
        newest.merge(leaders.get(partition), at, (one, other) -> one.isAfter(other) ? one : other);
      }
    });
    return newest;
  }

  private Map<TopicPartition, Integer> leaders(TopicsDocument document) {
    Set<String> there = await(admin.listTopics().names(), "list topics");
    Set<String> declared =
        document.manifest().topics().stream()
            .filter(topic -> STAMPED_BY_BROKERS.equals(topic.config().get(STAMPED_BY)))
            .map(TopicSpec::name)
            .collect(Collectors.toSet());
    declared.retainAll(there);
    Map<TopicPartition, Integer> leaders = new HashMap<>();
    await(admin.describeTopics(declared).allTopicNames(), "describe topics")
        .forEach((topic, found) -> {
          for (TopicPartitionInfo each : found.partitions()) {
            if (each.leader() != null) {
              leaders.put(new TopicPartition(topic, each.partition()), each.leader().id());
            }
          }
        });
    return leaders;
  }

  private <T> T await(KafkaFuture<T> future, String what) {
    return BrokerAnswer.await(future, timeout, what);
  }
}

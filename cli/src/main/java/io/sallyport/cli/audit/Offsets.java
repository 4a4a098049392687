package io.sallyport.cli.audit;

import io.sallyport.cli.data.BrokerAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Partitions and offsets of a broker, for whom may describe them. */
public final class Offsets {
  private final Admin admin;
  private final Duration timeout;

  /** Asks through {@code admin}; each request may take as long as {@code timeout}. */
  public Offsets(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /** The topics that this principal may describe. */
  public Set<String> topics() {
    return await(admin.listTopics().names(), "list topics");
  }

  /** All partitions of the topics. */
  public List<TopicPartition> partitions(Collection<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    await(admin.describeTopics(topics).allTopicNames(), "describe " + topics)
        .forEach((topic, description) ->
            description
                .partitions()
                .forEach(each -> partitions.add(new TopicPartition(topic, each.partition()))));
    return List.copyOf(partitions);
  }

  /** The topics' own ids: one that is deleted and made anew has another. */
  public Map<String, Uuid> ids(Collection<String> topics) {
    Map<String, Uuid> ids = new HashMap<>();
    await(admin.describeTopics(topics).allTopicNames(), "describe " + topics)
        .forEach((topic, description) -> ids.put(topic, description.topicId()));
    return Map.copyOf(ids);
  }

  /** The first offset of each partition that is still there. */
  public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return list(partitions, OffsetSpec.earliest());
  }

  /** The end of each partition as a read_uncommitted client sees it. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return list(partitions, OffsetSpec.latest());
  }

  /** The end of each partition as a read_committed client sees it. */
  public Map<TopicPartition, Long> stableEnds(Collection<TopicPartition> partitions) {
    return list(
        partitions, OffsetSpec.latest(), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
  }

  /** What a consumer group has committed; partitions without a commit are left out. */
  public Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, OffsetAndMetadata> found =
        await(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
            "read the offsets of group " + group);
    Map<TopicPartition, Long> committed = new HashMap<>();
    found.forEach((partition, offset) ->
        Optional.ofNullable(offset).ifPresent(some -> committed.put(partition, some.offset())));
    return Map.copyOf(committed);
  }

  private Map<TopicPartition, Long> list(Collection<TopicPartition> partitions, OffsetSpec spec) {
    return list(partitions, spec, new ListOffsetsOptions());
  }

  private Map<TopicPartition, Long> list(
      Collection<TopicPartition> partitions, OffsetSpec spec, ListOffsetsOptions options) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        await(admin.listOffsets(asked, options).all(), "read offsets");
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return Map.copyOf(offsets);
  }

  private <T> T await(KafkaFuture<T> future, String what) {
    return BrokerAnswer.await(future, timeout, what);
  }
}

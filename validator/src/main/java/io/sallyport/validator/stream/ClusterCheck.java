package io.sallyport.validator.stream;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.service.process.StartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What has to be true of the cluster before anything is read from it. */
public final class ClusterCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Admin admin;

  /** A check through {@code admin}, which the caller closes. */
  public ClusterCheck(Admin admin) {
    this.admin = admin;
  }

  /** Refuses a cluster that is not the environment's. */
  public void requireCluster(Environment environment) {
    String id = await(admin.describeCluster().clusterId(), "the cluster's id");
    if (!environment.isOfCluster(id)) {
      throw new StartException("environment: must end with the id of this cluster, -" + id);
    }
  }

  /** Refuses a cluster where one of the topics is not there, or may not be described. */
  public void requireTopics(Collection<String> names) {
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach((name, future) -> await(future, "the topic " + name));
  }

  /**
   * The cells that the validator serves: those of its bundle, and all others whose topics it may
   * read and write, since something of theirs may still wait for persons. Not one whose holds it
   * would read from the beginning: Kafka forgets a place that nobody kept for a week, and what had
   * ended would end again.
   */
  public Set<String> cells(Topics topics, Set<String> named) {
    Set<String> there = await(admin.listTopics().names(), "the names of topics");
    Set<String> cells = served(topics, named, there);
    Set<TopicPartition> kept = kept(topics.validatorApplication());
    cells.removeIf(cell -> !named.contains(cell) && !isPlaced(topics.held(cell), kept));
    return cells;
  }

  /** Those of the bundle, and of which all three topics are there. */
  static Set<String> served(Topics topics, Set<String> named, Set<String> there) {
    Set<String> cells = new TreeSet<>(named);
    there.stream()
        .map(Topics::cell)
        .filter(cell -> Topics.NAME.matcher(cell).matches())
        .filter(cell ->
            there.containsAll(
                List.of(topics.held(cell), topics.trusted(cell), topics.outcomes(cell))))
        .forEach(cells::add);
    return cells;
  }

  /** Whether all that lies there was read up to some place, which Kafka still keeps. */
  private boolean isPlaced(String held, Set<TopicPartition> kept) {
    Map<TopicPartition, OffsetSpec> places =
        await(admin.describeTopics(List.of(held)).allTopicNames(), "the topic " + held)
            .values()
            .stream()
            .flatMap(topic -> topic.partitions().stream())
            .map(partition -> new TopicPartition(held, partition.partition()))
            .collect(Collectors.toMap(place -> place, _ -> OffsetSpec.latest()));
    return await(admin.listOffsets(places).all(), "the ends of " + held).entrySet().stream()
        .allMatch(end -> end.getValue().offset() == 0 || kept.contains(end.getKey()));
  }

  private Set<TopicPartition> kept(String group) {
    KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> places =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
    return await(places, "the places of " + group).keySet();
  }

  /** Refuses topics that could not take what the validator may have to write. */
  public void requireSizes(Topics topics, Set<String> cells, RecordSizes sizes) {
    Map<String, Integer> needed = sizes.needed(topics, cells);
    List<ConfigResource> resources =
        needed.keySet().stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    Map<String, Integer> found = new LinkedHashMap<>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach((resource, future) -> {
          String what = "the settings of " + resource.name() + "; is the manifest applied?";
          found.put(resource.name(), maxBytes(await(future, what)));
        });
    List<String> problems = RecordSizes.problems(needed, found);
    if (!problems.isEmpty()) {
      throw new StartException(
          String.join("; ", problems)
              + ": lower limits.body or limits.record, or apply a manifest with a larger maxBody");
    }
  }

  private static int maxBytes(Config settings) {
    return Integer.parseInt(settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
  }

  /** The partitions of the manifest's topics; refuses counts that do not fit together. */
  public PartitionCounts partitions(Topics topics, Set<String> cells) {
    List<String> names = new ArrayList<>(together(topics));
    names.addAll(waiting(topics, cells));
    names.addAll(remembering(topics, cells));
    names.add(topics.quarantine());
    cells.forEach(cell -> names.add(topics.trusted(cell)));
    Map<String, Integer> counts = new LinkedHashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach((name, future) ->
            counts.put(name, await(future, "the topic " + name).partitions().size()));
    return fitting(topics, cells, counts);
  }

  /** These counts; refuses those that do not fit together. */
  static PartitionCounts fitting(Topics topics, Set<String> cells, Map<String, Integer> counts) {
    int untrusted = requireSame(together(topics), counts);
    int held = requireSame(waiting(topics, cells), counts);
    int desk = requireSame(remembering(topics, cells), counts);
    requireNoMore(topics.approvals(), held, topics.untrusted(), untrusted);
    requireNoMore(topics.desk(), desk, topics.untrusted(), untrusted);
    Map<String, Integer> trusted = new LinkedHashMap<>();
    cells.forEach(cell -> trusted.put(cell, count(counts, topics.trusted(cell))));
    return new PartitionCounts(untrusted, count(counts, topics.quarantine()), desk, held, trusted);
  }

  /** The receipts of both lie together. */
  private static void requireNoMore(String name, int count, String other, int most) {
    if (count > most) {
      throw new StartException(name + ": has more partitions than " + other);
    }
  }

  /** The Processor API does not check it. */
  private static int requireSame(List<String> names, Map<String, Integer> counts) {
    int first = count(counts, names.getFirst());
    for (String name : names) {
      if (count(counts, name) != first) {
        throw new StartException(
            name + ": needs as many partitions as " + names.getFirst() + ", " + first);
      }
    }
    return first;
  }

  private static List<String> remembering(Topics topics, Set<String> cells) {
    List<String> names = new ArrayList<>();
    names.add(topics.desk());
    names.add(topics.changelog(Stores.DESK));
    cells.stream().sorted().forEach(cell -> names.add(topics.outcomes(cell)));
    return names;
  }

  private static List<String> waiting(Topics topics, Set<String> cells) {
    List<String> names = new ArrayList<>();
    names.add(topics.approvals());
    names.add(topics.changelog(Stores.HOLDS));
    cells.stream().sorted().forEach(cell -> names.add(topics.held(cell)));
    return names;
  }

  private static List<String> together(Topics topics) {
    return List.of(
        topics.untrusted(),
        topics.arrived(),
        topics.released(),
        topics.validatorReceipts(),
        topics.changelog(Stores.SEEN),
        topics.changelog(Stores.CHAINS));
  }

  private static int count(Map<String, Integer> counts, String name) {
    return counts.getOrDefault(name, 0);
  }

  private static <T> T await(KafkaFuture<T> future, String what) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new StartException("kafka: cannot read " + what + " (" + reason(e) + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while it started", e);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName().replace("Exception", "");
  }
}

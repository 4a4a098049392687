package io.sallyport.cli.topics;

import io.sallyport.cli.data.BrokerAnswer;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.contract.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** What a broker has of its topics beside what is declared. It changes nothing. */
public final class Drifts {
  private final Admin admin;
  private final TopicsDocument document;
  private final Duration timeout;

  /** Of the cluster behind {@code admin}; one request may take as long as {@code timeout}. */
  public Drifts(Admin admin, TopicsDocument document, Duration timeout) {
    this.admin = admin;
    this.document = document;
    this.timeout = timeout;
  }

  /** Of each declared topic that is there, how many brokers hold it: the fewest of a partition. */
  public Map<String, Integer> replicas() {
    Set<String> there = there();
    there.retainAll(document.names());
    return replicas(there);
  }

  /** The same of these topics. */
  public Map<String, Integer> replicas(Set<String> names) {
    Map<String, Integer> replicas = new TreeMap<>();
    await(admin.describeTopics(names).allTopicNames(), "describe topics")
        .forEach((topic, found) -> replicas.put(topic, fewest(found)));
    return replicas;
  }

  private static int fewest(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
  }

  /** What no comparison with the declaration alone shows, and nothing here mends. */
  List<Difference> all() {
    List<Difference> drifts = new ArrayList<>();
    Set<String> undeclared = there();
    undeclared.removeIf(name -> !document.spec().topics().isOwn(name));
    undeclared.removeAll(document.names());
    undeclared.forEach(topic -> drifts.add(Difference.undeclaredTopic(topic)));
    ManifestSpec declared = document.spec();
    replicas()
        .forEach((topic, count) -> {
          if (count != declared.replication()) {
            drifts.add(Difference.replication(topic, declared.replication(), count));
          }
        });
    settings().forEach((topic, names) -> drifts.add(Difference.undeclaredSettings(topic, names)));
    return drifts;
  }

  /** By topic, what is set on it and not declared. */
  private Map<String, Set<String>> settings() {
    Set<String> there = there();
    List<TopicSpec> declared =
        document.manifest().topics().stream().filter(each -> there.contains(each.name())).toList();
    Map<ConfigResource, Config> found =
        await(
            admin.describeConfigs(declared.stream().map(Drifts::resource).toList()).all(),
            "read topic settings");
    Map<String, Set<String>> extra = new TreeMap<>();
    for (TopicSpec topic : declared) {
      Set<String> names = own(found.getOrDefault(resource(topic), new Config(List.of())));
      names.removeAll(topic.config().keySet());
      if (!names.isEmpty()) {
        extra.put(topic.name(), names);
      }
    }
    return extra;
  }

  private static ConfigResource resource(TopicSpec topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  /** The settings that the topic has of its own. */
  private static Set<String> own(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .map(ConfigEntry::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> there() {
    return new TreeSet<>(await(admin.listTopics().names(), "list topics"));
  }

  private <T> T await(KafkaFuture<T> future, String what) {
    return BrokerAnswer.await(future, timeout, what);
  }
}

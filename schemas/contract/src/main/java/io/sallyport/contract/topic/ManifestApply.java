package io.sallyport.contract.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Brings a broker's topics and ACLs to what the manifest says. Creates and changes, never deletes a
 * topic; a partition count that differs is refused, since it is fixed for life, and a grant that is
 * for others as well is told and left. Used by one thread.
 */
public final class ManifestApply {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int TOLD = 5;

  private final Admin admin;
  private final Manifest manifest;
  private final Duration timeout;

  /** For the cluster behind {@code admin}; each request may take as long as {@code timeout}. */
  public ManifestApply(Admin admin, Manifest manifest, Duration timeout) {
    this.admin = admin;
    this.manifest = manifest;
    this.timeout = timeout;
  }

  /** The cluster cannot be brought to the manifest; the message says what to do. */
  public static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What differs, in the order in which it would be changed; empty when nothing does. */
  public List<Change> plan() {
    List<Change> changes = new ArrayList<>(topicChanges());
    changes.addAll(AclDiff.between(manifest, acls()));
    return List.copyOf(changes);
  }

  /**
   * Makes every change of the plan but wide grants, waits until the cluster shows them, tells all.
   */
  public List<Change> apply() {
    List<Change> changes = plan();
    if (changes.isEmpty()) {
      return changes;
    }
    List<NewTopic> created = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> altered = new HashMap<>();
    List<AclBinding> granted = new ArrayList<>();
    List<AclBindingFilter> withdrawn = new ArrayList<>();
    for (Change change : changes) {
      switch (change) {
        case Change.CreateTopic create -> created.add(newTopic(create.topic()));
        case Change.AlterTopic alter -> altered.put(resource(alter.topic()), operations(alter));
        case Change.Mismatch mismatch -> throw new Failed(mismatch.text());
        case Change.CreateAcl acl -> granted.add(acl.acl());
        case Change.DeleteAcl acl -> withdrawn.add(acl.acl().toFilter());
        case Change.WideAcl left -> {}
      }
    }
    await(admin.createTopics(created).all(), "create topics");
    await(admin.incrementalAlterConfigs(altered).all(), "change topic settings");
    await(admin.createAcls(granted).all(), "create ACLs");
    await(admin.deleteAcls(withdrawn).all(), "delete ACLs");
    awaitEffect();
    return changes;
  }

  /** A broker answers that it has a topic or an ACL before it goes by it. */
  private void awaitEffect() {
    long giveUp = System.nanoTime() + timeout.toNanos();
    List<String> left = left(plan());
    while (!left.isEmpty()) {
      if (System.nanoTime() > giveUp) {
        throw new Failed(
            "these changes do not show after %s: %s; see the broker's log, and whether this Kafka"
                    .formatted(timeout, String.join("; ", left))
                + " service lets others see and set all of a topic's settings");
      }
      pause();
      left = left(plan());
    }
  }

  /** What still has to be made, in words; a few of many. */
  static List<String> left(List<Change> changes) {
    return changes.stream()
        .filter(change -> !(change instanceof Change.WideAcl))
        .map(Change::text)
        .limit(TOLD)
        .toList();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted while waiting for the changes to show", e);
    }
  }

  private List<Change> topicChanges() {
    Set<String> there = new HashSet<>(await(admin.listTopics().names(), "list topics"));
    there.retainAll(names());
    Map<String, TopicDescription> found =
        await(admin.describeTopics(there).allTopicNames(), "describe topics");
    List<ConfigResource> resources = there.stream().map(ManifestApply::resource).toList();
    Map<ConfigResource, Config> configs =
        await(admin.describeConfigs(resources).all(), "read topic settings");
    List<Change> changes = new ArrayList<>();
    for (TopicSpec topic : manifest.topics()) {
      if (there.contains(topic.name())) {
        changes.addAll(compare(topic, found, configs));
      } else {
        changes.add(new Change.CreateTopic(topic));
      }
    }
    return changes;
  }

  static List<Change> compare(
      TopicSpec topic, Map<String, TopicDescription> found, Map<ConfigResource, Config> configs) {
    int partitions = found.getOrDefault(topic.name(), EMPTY).partitions().size();
    if (partitions != topic.partitions()) {
      return List.of(new Change.Mismatch(topic.name(), topic.partitions(), partitions));
    }
    Config config = configs.getOrDefault(resource(topic.name()), new Config(List.of()));
    Map<String, String> wrong = new HashMap<>();
    topic
        .config()
        .forEach((name, value) -> {
          ConfigEntry entry = config.get(name);
          if (entry == null || !value.equals(entry.value())) {
            wrong.put(name, value);
          }
        });
    return wrong.isEmpty() ? List.of() : List.of(new Change.AlterTopic(topic.name(), wrong));
  }

  private static final TopicDescription EMPTY = new TopicDescription("", false, List.of());

  private Set<AclBinding> acls() {
    return new HashSet<>(await(admin.describeAcls(AclBindingFilter.ANY).values(), "read ACLs"));
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    manifest.topics().forEach(topic -> names.add(topic.name()));
    return names;
  }

  private static NewTopic newTopic(TopicSpec topic) {
    return new NewTopic(topic.name(), topic.partitions(), topic.replication())
        .configs(topic.config());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static List<AlterConfigOp> operations(Change.AlterTopic alter) {
    return alter.config().entrySet().stream()
        .map(entry ->
            new AlterConfigOp(
                new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
        .toList();
  }

  private <T> T await(KafkaFuture<T> future, String what) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new Failed("could not " + what + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new Failed("could not " + what + " in " + timeout + "; is the broker reachable?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted while trying to " + what, e);
    }
  }
}

package io.sallyport.cli.print;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A manifest as resources of Strimzi's topic and user operators. For a user with a certificate they
 * grant {@code User:CN=} and its name, since their brokers take a certificate's subject as it
 * stands and no setting of the {@code Kafka} resource maps it. So a manifest has to say the same.
 */
final class Strimzi {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
  private static final DumpSettings BLOCKS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setExplicitStart(true)
          .setDereferenceAliases(true)
          .setWidth(1000)
          .build();

  private static final String BEFORE = "CN=";

  private final String cluster;
  private final List<Object> resources = new ArrayList<>();

  private Strimzi(String cluster) {
    this.cluster = cluster;
  }

  /** A resource for each topic and each principal, for the operators of {@code cluster}. */
  static List<String> resources(Manifest manifest, String cluster) {
    if (!manifest.principalPrefix().equals(BEFORE)) {
      throw new CannotRun(
          "Strimzi grants a certificate's principal as User:CN=<name>, and the document declares "
              + manifest.user("<name>")
              + ".",
          "Add principalPrefix: CN= to it, so that 'topics apply' and 'doctor' agree with it.");
    }
    Strimzi strimzi = new Strimzi(named(cluster));
    manifest.topics().forEach(strimzi::topic);
    Map<String, List<Grant>> users = new TreeMap<>();
    for (Grant grant : manifest.grants()) {
      users.computeIfAbsent(grant.principal(), _ -> new ArrayList<>()).add(grant);
    }
    users.forEach(strimzi::user);
    return new Dump(BLOCKS).dumpAllToString(strimzi.resources.iterator()).lines().toList();
  }

  private void topic(TopicSpec topic) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("topicName", topic.name());
    spec.put("partitions", topic.partitions());
    spec.put("replicas", (int) topic.replication());
    spec.put("config", topic.config());
    add("KafkaTopic", topic.name(), spec);
  }

  private void user(String principal, List<Grant> grants) {
    Map<String, Object> authorization = new LinkedHashMap<>();
    authorization.put("type", "simple");
    authorization.put("acls", grants.stream().map(Strimzi::rule).toList());
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("authentication", Map.of("type", "tls"));
    spec.put("authorization", authorization);
    add("KafkaUser", principal, spec);
  }

  private static Map<String, Object> rule(Grant grant) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("type", type(grant.type()));
    resource.put("name", grant.name());
    resource.put("patternType", grant.pattern() == PatternType.PREFIXED ? "prefix" : "literal");
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("type", "allow");
    rule.put("resource", resource);
    rule.put("operations", grant.operations().stream().map(KafkaTools::operation).toList());
    rule.put("host", "*");
    return rule;
  }

  private static String type(ResourceType type) {
    return type == ResourceType.TRANSACTIONAL_ID
        ? "transactionalId"
        : type.name().toLowerCase(Locale.ROOT);
  }

  private void add(String kind, String name, Map<String, Object> spec) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", named(name));
    metadata.put("labels", Map.of("strimzi.io/cluster", cluster));
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", "kafka.strimzi.io/v1");
    resource.put("kind", kind);
    resource.put("metadata", metadata);
    resource.put("spec", spec);
    resources.add(resource);
  }

  private static String named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new CannotRun(
          "Kubernetes has no resource of the name " + name + ".",
          "Names begin and end with a letter or a digit there; use --format kafka-acls.");
    }
    return name;
  }
}

package io.sallyport.contract.topic;

import io.sallyport.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * All topics and all grants of an installation: what creates a broker's resources, and what the
 * negative ACL test is made from.
 *
 * @param topics every topic, changelogs included
 * @param grants every grant; nobody has Create, Delete or Alter
 * @param principalPrefix what the brokers put before the names of principals: {@code CN=} where
 *     they take the subject of a certificate as it stands
 */
public record Manifest(List<TopicSpec> topics, List<Grant> grants, String principalPrefix) {
  /** For how long a compacted topic tells that something was deleted. */
  public static final Duration TOMBSTONES = Duration.ofDays(1);

  /** How long receipts and operators' commands are kept. */
  public static final Duration EVIDENCE = Duration.ofDays(400);

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9=,./_-]{0,100}");

  /** Copies the lists. */
  public Manifest {
    topics = List.copyOf(topics);
    grants = List.copyOf(grants);
    if (!PREFIX.matcher(principalPrefix).matches()) {
      throw new IllegalArgumentException(
          "principalPrefix: up to 100 letters, digits, '=', ',', '.', '/', '_' and '-'");
    }
  }

  /** The same, for brokers that put {@code prefix} before the names of principals. */
  public Manifest withPrincipalPrefix(String prefix) {
    return new Manifest(topics, grants, prefix);
  }

  /** The same, with a topic in which the principal {@code registry} keeps schemas. */
  public Manifest withSchemas(ManifestSpec spec) {
    if (topics.stream().anyMatch(topic -> topic.name().equals(spec.topics().schemas()))) {
      return this;
    }
    List<TopicSpec> withTopic = new ArrayList<>(topics);
    withTopic.add(SchemaStore.topic(spec));
    List<Grant> withGrants = new ArrayList<>(grants);
    withGrants.addAll(SchemaStore.grants(spec.topics()));
    return new Manifest(withTopic, withGrants, principalPrefix);
  }

  /** A principal of ours as the brokers' ACLs name it. */
  public String user(String principal) {
    return "User:" + principalPrefix + principal;
  }

  /** The manifest of what an installation chose. */
  public static Manifest of(ManifestSpec spec) {
    return of(spec, Map.of());
  }

  /**
   * The same, in which executors also write to topics that belong to others.
   *
   * @param targets these topics, by cell
   */
  public static Manifest of(ManifestSpec spec, Map<String, List<String>> targets) {
    List<Grant> grants = new ArrayList<>(new GrantCatalogue(spec).all());
    targets.forEach((cell, topics) -> {
      if (!spec.cells().containsKey(cell)) {
        throw new IllegalArgumentException("targets." + cell + ": there is no such cell");
      }
      topics.forEach(topic -> grants.add(target(spec, cell, topic)));
    });
    return new Manifest(new TopicCatalogue(spec).all(), grants, "");
  }

  private static Grant target(ManifestSpec spec, String cell, String topic) {
    if (!spec.topics().isForeign(topic)) {
      throw new IllegalArgumentException(
          "targets."
              + cell
              + ": a target is a topic of others, none of Sallyport's or Kafka's own");
    }
    return Grant.topic(
        Topics.executorPrincipal(cell), topic, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
  }

  /** Whether the principal may do that, or something that implies it for Kafka. */
  public boolean isGranted(
      String principal, ResourceType type, String name, AclOperation operation) {
    Set<AclOperation> enough = EnumSet.of(operation);
    switch (operation) {
      case DESCRIBE ->
          enough.addAll(
              EnumSet.of(
                  AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER));
      case DESCRIBE_CONFIGS -> enough.add(AclOperation.ALTER_CONFIGS);
      default -> {}
    }
    return grants.stream()
        .filter(grant -> grant.principal().equals(principal) && grant.type() == type)
        .filter(grant -> grant.covers(name))
        .anyMatch(grant -> grant.operations().stream().anyMatch(enough::contains));
  }

  /** Whether a grant is for a topic that belongs to others: it is neither made nor judged here. */
  boolean isForeign(Grant grant) {
    return grant.type() == ResourceType.TOPIC
        && topics.stream().noneMatch(topic -> topic.name().equals(grant.name()));
  }
}

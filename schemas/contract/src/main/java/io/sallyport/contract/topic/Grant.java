package io.sallyport.contract.topic;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What one principal may do with one resource; what is not granted is denied.
 *
 * @param principal the certificate's common name
 * @param type topic, group or transactional id
 * @param pattern literal, or prefixed for the validator's transactional ids
 * @param name the resource
 * @param operations without those that Kafka implies
 */
public record Grant(
    String principal,
    ResourceType type,
    PatternType pattern,
    String name,
    Set<AclOperation> operations) {

  /** Copies the operations, in Kafka's order. */
  public Grant {
    operations = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(operations));
  }

  /** Whether it is for the resource of that name. */
  boolean covers(String resource) {
    return pattern == PatternType.PREFIXED ? resource.startsWith(name) : resource.equals(name);
  }

  static Grant topic(String principal, String name, AclOperation... operations) {
    return new Grant(principal, ResourceType.TOPIC, PatternType.LITERAL, name, Set.of(operations));
  }

  static Grant group(String principal, String name, AclOperation... operations) {
    return new Grant(principal, ResourceType.GROUP, PatternType.LITERAL, name, Set.of(operations));
  }

  static Grant transactions(String principal, PatternType pattern, String name) {
    return new Grant(
        principal, ResourceType.TRANSACTIONAL_ID, pattern, name, Set.of(AclOperation.WRITE));
  }
}

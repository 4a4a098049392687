package io.sallyport.contract.topic;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Grants as Kafka's ACLs, and what differs from a cluster's. An ACL that the manifest does not
 * grant is withdrawn when it is for one of its principals or on one of its resources; what other
 * applications have among themselves, on topics that executors write to as well, is not ours to
 * judge. What they may do with ours by a grant that is for more is told and left.
 */
final class AclDiff {
  /** Whoever may do one of these may make or change topics, or change grants. */
  private static final Set<AclOperation> OF_THE_CLUSTER =
      EnumSet.of(
          AclOperation.ALL,
          AclOperation.CREATE,
          AclOperation.ALTER,
          AclOperation.ALTER_CONFIGS,
          AclOperation.CLUSTER_ACTION);

  /** They show names, settings and offsets. */
  private static final Set<AclOperation> HARMLESS =
      EnumSet.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

  private AclDiff() {}

  static List<Change> between(Manifest manifest, Set<AclBinding> found) {
    Set<AclBinding> declared = new LinkedHashSet<>();
    Set<String> principals = new HashSet<>();
    Set<ResourcePattern> resources = new HashSet<>();
    for (Grant grant : manifest.grants()) {
      String user = manifest.user(grant.principal());
      declared.addAll(bindings(user, grant));
      principals.add(user);
      if (!manifest.isForeign(grant)) {
        resources.add(pattern(grant));
      }
    }
    List<Change> changes = new ArrayList<>();
    declared.stream()
        .filter(acl -> !found.contains(acl))
        .forEach(acl -> changes.add(new Change.CreateAcl(acl)));
    for (AclBinding acl : found) {
      boolean ofOurs = principals.contains(acl.entry().principal());
      if (!declared.contains(acl)) {
        undeclared(acl, ofOurs, resources).ifPresent(changes::add);
      }
    }
    return changes;
  }

  private static Optional<Change> undeclared(
      AclBinding acl, boolean ofOurs, Set<ResourcePattern> resources) {
    if (ofOurs || resources.stream().anyMatch(resource -> holds(resource, acl.pattern()))) {
      return Optional.of(new Change.DeleteAcl(acl));
    }
    return isWide(acl, resources) ? Optional.of(new Change.WideAcl(acl)) : Optional.empty();
  }

  /** Whether all that {@code pattern} names is {@code resource}, or lies within its prefix. */
  private static boolean holds(ResourcePattern resource, ResourcePattern pattern) {
    return resource.equals(pattern)
        || (resource.patternType() == PatternType.PREFIXED
            && resource.resourceType() == pattern.resourceType()
            && pattern.name().startsWith(resource.name()));
  }

  /** Whether it allows something with one of {@code resources} and with others. */
  private static boolean isWide(AclBinding acl, Set<ResourcePattern> resources) {
    AclOperation operation = acl.entry().operation();
    if (acl.entry().permissionType() != AclPermissionType.ALLOW) {
      return false;
    }
    return acl.pattern().resourceType() == ResourceType.CLUSTER
        ? OF_THE_CLUSTER.contains(operation)
        : !HARMLESS.contains(operation)
            && resources.stream().anyMatch(resource -> covers(acl.pattern(), resource));
  }

  private static boolean covers(ResourcePattern pattern, ResourcePattern resource) {
    if (pattern.resourceType() != resource.resourceType()) {
      return false;
    }
    return switch (pattern.patternType()) {
      case PREFIXED -> resource.name().startsWith(pattern.name());
      case LITERAL -> pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE);
      default -> false;
    };
  }

  static List<AclBinding> bindings(String user, Grant grant) {
    List<AclBinding> bindings = new ArrayList<>();
    for (AclOperation operation : grant.operations()) {
      bindings.add(
          new AclBinding(
              pattern(grant),
              new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW)));
    }
    return bindings;
  }

  private static ResourcePattern pattern(Grant grant) {
    return new ResourcePattern(grant.type(), grant.name(), grant.pattern());
  }

  static String verb(AclBinding acl) {
    return acl.entry().permissionType() == AclPermissionType.DENY ? "deny" : "allow";
  }

  static String text(AclBinding acl) {
    return acl.entry().principal()
        + " to "
        + acl.entry().operation().name().toLowerCase(Locale.ROOT)
        + " "
        + acl.pattern().resourceType().name().toLowerCase(Locale.ROOT)
        + " "
        + acl.pattern().name()
        + (acl.pattern().patternType().name().equals("PREFIXED") ? "*" : "");
  }
}

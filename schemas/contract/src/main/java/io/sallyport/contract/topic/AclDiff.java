package io.sallyport.contract.topic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * Grants as Kafka's ACLs, and what differs from a cluster's. An ACL that the manifest does not
 * grant is withdrawn when it is for one of its principals or on one of its resources; what other
 * applications have among themselves, on topics that executors write to as well, is not ours to
 * judge.
 */
final class AclDiff {
  private static final String USER = "User:";

  private AclDiff() {}

  static List<Change> between(Manifest manifest, Set<AclBinding> found) {
    Set<AclBinding> declared = new LinkedHashSet<>();
    Set<String> principals = new HashSet<>();
    Set<ResourcePattern> resources = new HashSet<>();
    for (Grant grant : manifest.grants()) {
      declared.addAll(bindings(grant));
      principals.add(USER + grant.principal());
      if (!manifest.isForeign(grant)) {
        resources.add(pattern(grant));
      }
    }
    List<Change> changes = new ArrayList<>();
    declared.stream()
        .filter(acl -> !found.contains(acl))
        .forEach(acl -> changes.add(new Change.CreateAcl(acl)));
    for (AclBinding acl : found) {
      boolean ours =
          principals.contains(acl.entry().principal()) || resources.contains(acl.pattern());
      if (ours && !declared.contains(acl)) {
        changes.add(new Change.DeleteAcl(acl));
      }
    }
    return changes;
  }

  static List<AclBinding> bindings(Grant grant) {
    List<AclBinding> bindings = new ArrayList<>();
    for (AclOperation operation : grant.operations()) {
      bindings.add(
          new AclBinding(
              pattern(grant),
              new AccessControlEntry(
                  USER + grant.principal(), "*", operation, AclPermissionType.ALLOW)));
    }
    return bindings;
  }

  private static ResourcePattern pattern(Grant grant) {
    return new ResourcePattern(grant.type(), grant.name(), grant.pattern());
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

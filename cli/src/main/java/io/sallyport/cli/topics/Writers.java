package io.sallyport.cli.topics;

import io.sallyport.contract.topic.Change;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who may write what came from one sender alone. It goes by grants: who did write is in no record
 * of Kafka's, and the super users of the brokers are in no grant.
 */
final class Writers {
  private static final Set<AclOperation> WRITING = EnumSet.of(AclOperation.WRITE, AclOperation.ALL);

  private Writers() {}

  /** Each writer of an untrusted topic beside its own, among the grants that are too many. */
  static List<Difference> second(TopicsDocument document, List<Change> changes) {
    Map<String, String> owners = owners(document.manifest(), document.spec().topics().untrusted());
    List<Difference> second = new ArrayList<>();
    for (Change change : changes) {
      switch (change) {
        case Change.DeleteAcl(AclBinding acl) -> second.addAll(of(acl, owners));
        case Change.WideAcl(AclBinding acl) -> second.addAll(of(acl, owners));
        default -> {}
      }
    }
    return second;
  }

  /** The one principal that writes each untrusted topic. */
  private static Map<String, String> owners(Manifest manifest, String untrusted) {
    Map<String, String> owners = new TreeMap<>();
    for (Grant grant : manifest.grants()) {
      boolean sent = grant.name().equals(untrusted) || grant.name().startsWith(untrusted + ".");
      if (sent && grant.operations().contains(AclOperation.WRITE)) {
        owners.put(grant.name(), manifest.user(grant.principal()));
      }
    }
    return owners;
  }

  private static List<Difference> of(AclBinding acl, Map<String, String> owners) {
    List<Difference> second = new ArrayList<>();
    if (acl.entry().permissionType() == AclPermissionType.ALLOW
        && acl.pattern().resourceType() == ResourceType.TOPIC
        && WRITING.contains(acl.entry().operation())) {
      owners.forEach((topic, owner) -> {
        if (covers(acl.pattern(), topic)) {
          second.add(Difference.secondWriter(acl.entry().principal(), topic, owner));
        }
      });
    }
    return second;
  }

  private static boolean covers(ResourcePattern pattern, String topic) {
    return pattern.patternType() == PatternType.PREFIXED
        ? topic.startsWith(pattern.name())
        : pattern.name().equals(topic) || pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE);
  }
}

package io.sallyport.cli.prove;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CLUSTER_ACTION;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Everything that anybody could do to an installation's resources, and who may.
 *
 * @param manifest the declaration
 */
record Matrix(Manifest manifest) {
  static final String CLUSTER = "kafka-cluster";

  private static final List<AclOperation> OF_TOPICS =
      List.of(READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, ALTER_CONFIGS, DESCRIBE_CONFIGS);
  private static final List<AclOperation> OF_THE_CLUSTER =
      List.of(CREATE, ALTER, DESCRIBE, ALTER_CONFIGS, DESCRIBE_CONFIGS, CLUSTER_ACTION);

  /** All of it. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    names(ResourceType.TOPIC).forEach(name -> add(cells, ResourceType.TOPIC, name, OF_TOPICS));
    names(ResourceType.GROUP).forEach(name -> add(cells, ResourceType.GROUP, name, List.of(READ)));
    names(ResourceType.TRANSACTIONAL_ID)
        .forEach(name -> add(cells, ResourceType.TRANSACTIONAL_ID, name, List.of(WRITE)));
    add(cells, ResourceType.CLUSTER, CLUSTER, OF_THE_CLUSTER);
    return List.copyOf(cells);
  }

  private static void add(
      List<Cell> cells, ResourceType type, String name, List<AclOperation> operations) {
    operations.forEach(operation -> cells.add(new Cell(type, name, operation)));
  }

  /** What is declared of that type, and of a prefix one name that it covers. */
  private Set<String> names(ResourceType type) {
    Set<String> names = new TreeSet<>();
    if (type == ResourceType.TOPIC) {
      manifest.topics().forEach(topic -> names.add(topic.name()));
    }
    manifest.grants().stream()
        .filter(grant -> grant.type() == type)
        .map(grant -> grant.pattern() == PatternType.PREFIXED ? grant.name() + "0_0" : grant.name())
        .forEach(names::add);
    return names;
  }

  boolean isGranted(String principal, Cell cell) {
    return manifest.isGranted(principal, cell.type(), cell.name(), cell.operation());
  }

  /** Whoever is granted anything. */
  Set<String> principals() {
    return manifest.grants().stream()
        .map(Grant::principal)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of each topic whose size is declared, what no record of it may have. */
  Map<String, Integer> tooLarge() {
    Map<String, Integer> sizes = new TreeMap<>();
    for (TopicSpec topic : manifest.topics()) {
      String max = topic.config().get("max.message.bytes");
      if (max != null) {
        sizes.put(topic.name(), Integer.parseInt(max) + 1024);
      }
    }
    return sizes;
  }

  /** Of the declaration, so that two who proved something are known to mean the same. */
  Digest digest() {
    return Digest.of(Bytes.utf8(manifest.topics() + "\n" + manifest.grants()));
  }
}

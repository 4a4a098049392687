package io.sallyport.contract.topic;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.sallyport.contract.Topics;
import java.util.List;

/**
 * What a registry needs that keeps its schemas in Kafka, as Confluent's does: one compacted topic
 * of one partition, which it never makes itself, and a group.
 */
final class SchemaStore {
  private static final String REGISTRY = "registry";

  /** Its producer asks for 1 MiB at most, Kafka's default. */
  private static final int MAX_RECORD = (1 << 20) + TopicCatalogue.HEADROOM;

  private SchemaStore() {}

  static TopicSpec topic(ManifestSpec spec) {
    return TopicCatalogue.safe(
        spec.topics().schemas(), 1, spec.replication(), TopicCatalogue.compacted(MAX_RECORD));
  }

  static List<Grant> grants(Topics names) {
    return List.of(
        Grant.topic(REGISTRY, names.schemas(), READ, WRITE, DESCRIBE_CONFIGS),
        Grant.group(REGISTRY, names.registryGroup(), READ));
  }
}

package io.sallyport.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** What is said where a cluster does not become what the manifest says. */
class ManifestApplyTest {
  private static final TopicSpec TOPIC =
      new TopicSpec("sallyport.ledger.pay", 1, (short) 1, Map.of("retention.ms", "1000"));

  /** What a service hides may be anything, and nothing else would say which setting it is. */
  @Test
  void namesTheSettingThatAServiceDoesNotShow() {
    TopicDescription found =
        new TopicDescription(
            TOPIC.name(),
            false,
            List.of(new TopicPartitionInfo(0, Node.noNode(), List.of(), List.of())));

    List<Change> changes = ManifestApply.compare(TOPIC, Map.of(TOPIC.name(), found), Map.of());

    assertThat(ManifestApply.left(changes))
        .containsExactly("set {retention.ms=1000} on topic sallyport.ledger.pay");
  }

  @Test
  void tellsAFewOfManyAndNoGrantThatIsForOthersToo() {
    AclBinding wide =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
            new AccessControlEntry("User:a", "*", AclOperation.READ, AclPermissionType.ALLOW));
    List<Change> many =
        IntStream.range(0, 9).<Change>mapToObj(_ -> new Change.CreateTopic(TOPIC)).toList();

    assertThat(ManifestApply.left(many)).hasSize(5);
    assertThat(ManifestApply.left(List.of(new Change.WideAcl(wide)))).isEmpty();
  }
}

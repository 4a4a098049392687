package io.sallyport.cli.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Grant;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.contract.topic.TopicSpec;
import io.strimzi.api.kafka.model.common.UnknownPropertyPreserving;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserTlsClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Strimzi's own types read from what is printed is the manifest, and nothing is left over. */
class StrimziTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Manifest MANIFEST =
      Manifest.of(
              new ManifestSpec(
                  new Topics("sallyport"),
                  (short) 3,
                  4,
                  3,
                  2,
                  Map.of("pay", 5),
                  Map.of("orders", 7),
                  1 << 20),
              Map.of("pay", List.of("orders.commands")))
          .withPrincipalPrefix("CN=");

  @Test
  void makesEachTopic() {
    List<KafkaTopic> topics = read("KafkaTopic", KafkaTopic.class);

    assertThat(topics.stream().map(StrimziTest::spec).toList())
        .containsExactlyElementsOf(MANIFEST.topics());
    assertThat(topics).allSatisfy(StrimziTest::assertIsOfTheCluster);
  }

  private static TopicSpec spec(KafkaTopic topic) {
    assertThat(topic.getMetadata().getName()).isEqualTo(topic.getSpec().getTopicName());
    Map<String, String> config = new java.util.HashMap<>();
    topic.getSpec().getConfig().forEach((name, value) -> config.put(name, (String) value));
    return new TopicSpec(
        topic.getSpec().getTopicName(),
        topic.getSpec().getPartitions(),
        topic.getSpec().getReplicas().shortValue(),
        config);
  }

  @Test
  void makesEachPrincipalWithItsGrants() {
    List<KafkaUser> users = read("KafkaUser", KafkaUser.class);
    List<Grant> grants = new ArrayList<>();

    users.forEach(user -> grants.addAll(grants(user)));

    assertThat(grants).containsExactlyInAnyOrderElementsOf(MANIFEST.grants());
    assertThat(users)
        .allSatisfy(user -> {
          assertIsOfTheCluster(user);
          assertThat(user.getSpec().getAuthentication())
              .isInstanceOf(KafkaUserTlsClientAuthentication.class);
        });
  }

  private static List<Grant> grants(KafkaUser user) {
    var authorization = (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
    return authorization.getAcls().stream()
        .map(rule -> grant(user.getMetadata().getName(), rule))
        .toList();
  }

  private static Grant grant(String principal, AclRule rule) {
    assertThat(rule.getType()).isEqualTo(AclRuleType.ALLOW);
    assertThat(rule.getHost()).isEqualTo("*");
    assertKnown(rule);
    var operations = new TreeSet<AclOperation>();
    rule.getOperations().forEach(each -> operations.add(SecurityUtils.operation(each.toValue())));
    AclRuleResource resource = rule.getResource();
    return switch (resource) {
      case AclRuleTopicResource topic ->
          new Grant(
              principal,
              ResourceType.TOPIC,
              pattern(topic.getPatternType()),
              topic.getName(),
              operations);
      case AclRuleGroupResource group ->
          new Grant(
              principal,
              ResourceType.GROUP,
              pattern(group.getPatternType()),
              group.getName(),
              operations);
      case AclRuleTransactionalIdResource id ->
          new Grant(
              principal,
              ResourceType.TRANSACTIONAL_ID,
              pattern(id.getPatternType()),
              id.getName(),
              operations);
      default -> throw new AssertionError(resource);
    };
  }

  private static PatternType pattern(Enum<?> pattern) {
    return pattern.name().equals("PREFIX") ? PatternType.PREFIXED : PatternType.LITERAL;
  }

  @Test
  void refusesANameThatKubernetesHasNot() {
    Manifest odd =
        Manifest.of(ManifestSpec.small(new Topics("sallyport"), "pay-")).withPrincipalPrefix("CN=");

    assertThatThrownBy(() -> Strimzi.resources(odd, "kafka"))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("no resource of the name sallyport.held.pay-");
  }

  /** As the user operator names them: Strimzi's api has no such method, its documents say so. */
  @Test
  void grantsWhatTheManifestSaysOnTheBrokers() {
    List<String> granted =
        read("KafkaUser", KafkaUser.class).stream()
            .filter(user -> user.getSpec().getAuthentication().getType().equals("tls"))
            .map(user -> "User:CN=" + user.getMetadata().getName())
            .toList();

    assertThat(granted)
        .containsExactlyInAnyOrderElementsOf(
            MANIFEST.grants().stream()
                .map(grant -> MANIFEST.user(grant.principal()))
                .collect(Collectors.toSet()));
  }

  /** Nor could a Kafka resource of Strimzi's map the names of its certificates to ours. */
  @Test
  void refusesADocumentWhosePrincipalsStrimziDoesNotName() {
    assertThatThrownBy(() -> Strimzi.resources(MANIFEST.withPrincipalPrefix(""), "kafka"))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("and the document declares User:<name>");

    assertThat(KafkaClusterSpec.FORBIDDEN_PREFIXES.split(", ")).contains("ssl.", "super.user");
    assertThat(KafkaClusterSpec.FORBIDDEN_PREFIX_EXCEPTIONS.split(", "))
        .doesNotContain("ssl.principal.mapping.rules");
  }

  private static void assertIsOfTheCluster(io.fabric8.kubernetes.api.model.HasMetadata resource) {
    assertThat(resource.getApiVersion()).isEqualTo("kafka.strimzi.io/v1");
    assertThat(resource.getMetadata().getLabels())
        .containsExactly(Map.entry("strimzi.io/cluster", "kafka"));
    assertKnown((UnknownPropertyPreserving) resource);
  }

  private static void assertKnown(UnknownPropertyPreserving read) {
    assertThat(read.getAdditionalProperties()).isEmpty();
  }

  private static <T> List<T> read(String kind, Class<T> type) {
    String text = String.join("\n", Strimzi.resources(MANIFEST, "kafka"));
    Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(text);
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(each -> kind.equals(((Map<?, ?>) each).get("kind")))
        .map(each -> JSON.convertValue(each, type))
        .toList();
  }
}

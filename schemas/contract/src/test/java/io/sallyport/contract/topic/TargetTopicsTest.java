package io.sallyport.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics of others that a cell may write to. */
class TargetTopicsTest {
  private static final ManifestSpec SPEC = ManifestSpec.small(new Topics("sallyport"), "pay");
  private static final Manifest MANIFEST = Manifest.of(SPEC);

  @Test
  void letsExecutorWriteToTargetAndLeavesItsOtherReadersAlone() {
    Manifest manifest = Manifest.of(SPEC, Map.of("pay", List.of("orders.commands")));
    Set<AclBinding> found = new HashSet<>();
    manifest.grants().forEach(grant -> found.addAll(bindings(grant)));
    found.addAll(bindings(Grant.topic("shop", "orders.commands", AclOperation.READ)));

    assertThat(AclDiff.between(manifest, found)).isEmpty();
    assertThat(AclDiff.between(MANIFEST, found))
        .extracting(Change::text)
        .containsExactlyInAnyOrder(
            "no longer allow User:executor-pay to write topic orders.commands",
            "no longer allow User:executor-pay to describe_configs topic orders.commands");
    assertThat(manifest.topics()).isEqualTo(MANIFEST.topics());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sallyport.trusted.pay", "sallyport-x", "__consumer_offsets", "a b", ""})
  void refusesTarget(String topic) {
    Map<String, List<String>> targets = Map.of("pay", List.of(topic));

    assertThatThrownBy(() -> Manifest.of(SPEC, targets))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("targets.pay");
  }

  @Test
  void refusesTargetOfNoCell() {
    Map<String, List<String>> targets = Map.of("pai", List.of("orders.commands"));

    assertThatThrownBy(() -> Manifest.of(SPEC, targets))
        .hasMessageContaining("targets.pai: there is no such cell");
  }

  private static List<AclBinding> bindings(Grant grant) {
    return AclDiff.bindings("User:" + grant.principal(), grant);
  }
}

package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Topics;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.contract.topic.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The validator's limits beside what the manifest's topics take. */
class RecordSizesTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final Set<String> CELLS = Set.of("deployments");
  private static final int MIB = 1 << 20;
  private static final int HEADROOM = 64 << 10;

  /** {@code max.message.bytes} of a manifest with a {@code maxBody} of 1 MiB. */
  private static Map<String, Integer> manifest() {
    Map<String, Integer> sizes = new HashMap<>();
    for (TopicSpec topic : Manifest.of(ManifestSpec.small(TOPICS, "deployments")).topics()) {
      String size = topic.config().getOrDefault("max.message.bytes", "0");
      sizes.put(topic.name(), Integer.parseInt(size));
    }
    return sizes;
  }

  private static List<String> problems(RecordSizes sizes, Map<String, Integer> found) {
    return RecordSizes.problems(sizes.needed(TOPICS, CELLS), found);
  }

  @Test
  void fitTheManifestOfTheSameBodies() {
    assertThat(problems(new RecordSizes(MIB, MIB), manifest())).isEmpty();
  }

  @Test
  void refuseLargerBodiesThanTheManifests() {
    assertThat(problems(new RecordSizes(MIB + 1, MIB), manifest()))
        .containsExactly(
            "sallyport.arrived: max.message.bytes is 1179648, and the validator may have to write"
                + " 1179649",
            "sallyport.quarantine: max.message.bytes is 1179648, and the validator may have to"
                + " write 1179649");
  }

  @Test
  void refuseLargerSealedRecordsThanTheTrustedTopics() {
    int most = MIB + HEADROOM - RecordSizes.FRAME;

    assertThat(problems(new RecordSizes(MIB, most), manifest())).isEmpty();
    assertThat(problems(new RecordSizes(MIB, most + 1), manifest()))
        .singleElement()
        .asString()
        .startsWith("sallyport.trusted.deployments: max.message.bytes is 1114112");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arrived",
        "quarantine",
        "receipts.validator",
        "trusted.deployments",
        "desk",
        "held.deployments"
      })
  void refuseOneByteLessInAnyTopicThatTheValidatorWrites(String name) {
    RecordSizes sizes = new RecordSizes(MIB, MIB);
    Map<String, Integer> exact = new HashMap<>(sizes.needed(TOPICS, CELLS));
    assertThat(problems(sizes, exact)).isEmpty();

    exact.computeIfPresent("sallyport." + name, (topic, size) -> size - 1);

    assertThat(problems(sizes, exact))
        .singleElement()
        .asString()
        .startsWith("sallyport." + name + ": max.message.bytes is ");
  }

  @Test
  void refuseATopicThatTellsNoSize() {
    Map<String, Integer> silent = manifest();
    silent.remove(TOPICS.quarantine());

    assertThat(problems(new RecordSizes(MIB, MIB), silent)).hasSize(1);
  }
}

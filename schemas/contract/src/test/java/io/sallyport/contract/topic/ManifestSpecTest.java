package io.sallyport.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many partitions a manifest may have. */
class ManifestSpecTest {
  private static final Topics NAMES = new Topics("sallyport");

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void refusesPartitionCountsBeyondTheLimits(int count) {
    assertThatThrownBy(
            () -> new ManifestSpec(NAMES, (short) 1, count, 1, 1, Map.of("a", 1), Map.of(), 1))
        .hasMessageContaining("untrusted: 1 to 10000");
  }

  @Test
  void acceptsPartitionCountsAtTheLimits() {
    int most = 10_000;
    ManifestSpec spec =
        new ManifestSpec(NAMES, (short) 1, most, most, 1, Map.of("a", 1), Map.of(), 1);
    assertThat(spec.desk()).isEqualTo(most);
  }

  @Test
  void deskHasNoMorePartitionsThanTheReceipts() {
    assertThat(new ManifestSpec(NAMES, (short) 1, 3, 3, 1, Map.of("a", 1), Map.of(), 1).desk())
        .isEqualTo(3);
    assertThatThrownBy(
            () -> new ManifestSpec(NAMES, (short) 1, 3, 4, 1, Map.of("a", 1), Map.of(), 1))
        .hasMessageContaining("desk: no more");
  }
}

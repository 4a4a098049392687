package io.sallyport.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.contract.Topics;
import io.sallyport.service.process.StartException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which counts of partitions fit together; what is read of a real cluster is in GateIT. */
class ClusterCheckTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final Set<String> CELLS = Set.of("deployments", "payments");

  private final Map<String, Integer> counts = new HashMap<>();

  @BeforeEach
  void count() {
    for (String name : new String[] {"untrusted", "arrived", "released", "receipts.validator"}) {
      counts.put("sallyport." + name, 4);
    }
    counts.put("sallyport-validator-seen-changelog", 4);
    counts.put("sallyport-validator-chains-changelog", 4);
    counts.put("sallyport.desk", 3);
    counts.put("sallyport-validator-desk-changelog", 3);
    counts.put("sallyport.approvals", 2);
    counts.put("sallyport-validator-holds-changelog", 2);
    counts.put("sallyport.quarantine", 9);
    counts.put("sallyport.trusted.deployments", 5);
    counts.put("sallyport.trusted.payments", 6);
    for (String cell : CELLS) {
      counts.put("sallyport.outcomes." + cell, 3);
      counts.put("sallyport.held." + cell, 2);
    }
  }

  private PartitionCounts fitting() {
    return ClusterCheck.fitting(TOPICS, CELLS, counts);
  }

  private void refuses(String start) {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(this::fitting)
        .withMessageStartingWith(start);
  }

  @Test
  void areAsTheyWereFound() {
    assertThat(fitting())
        .isEqualTo(new PartitionCounts(4, 9, 3, 2, Map.of("deployments", 5, "payments", 6)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".arrived",
        ".released",
        ".receipts.validator",
        "-validator-seen-changelog",
        "-validator-chains-changelog",
        "-validator-desk-changelog",
        "-validator-holds-changelog",
        ".outcomes.deployments",
        ".outcomes.payments",
        ".held.deployments",
        ".held.payments"
      })
  void whatLiesTogetherHasAsMany(String name) {
    String topic = "sallyport" + name;
    int fits = counts.getOrDefault(topic, 0);

    counts.put(topic, fits + 1);
    refuses(topic + ": needs as many partitions as ");
    counts.put(topic, fits - 1);
    refuses(topic + ": needs as many partitions as ");
  }

  @ParameterizedTest
  @CsvSource({
    "desk, outcomes, -validator-desk-changelog",
    "approvals, held, -validator-holds-changelog"
  })
  void noStepHasMoreThanReceiptsHave(String first, String ofCells, String changelog) {
    give(first, ofCells, changelog, 4);
    assertThat(fitting()).isNotNull();

    give(first, ofCells, changelog, 5);
    refuses("sallyport." + first + ": has more partitions than sallyport.untrusted");
  }

  /** A topic of its own does not make a cell: each of these is read or written. */
  @ParameterizedTest
  @ValueSource(strings = {"held", "trusted", "outcomes"})
  void servesCellsThatNoTypeIsOfAnyMore(String missing) {
    Set<String> there = new HashSet<>(counts.keySet());
    there.add("other.held.payments");
    assertThat(ClusterCheck.served(TOPICS, Set.of("new"), there))
        .containsExactlyInAnyOrder("deployments", "new", "payments");

    there.remove("sallyport." + missing + ".payments");

    assertThat(ClusterCheck.served(TOPICS, Set.of("new"), there))
        .containsExactlyInAnyOrder("deployments", "new");
  }

  private void give(String first, String ofCells, String changelog, int count) {
    counts.put("sallyport." + first, count);
    counts.put("sallyport" + changelog, count);
    CELLS.forEach(cell -> counts.put("sallyport." + ofCells + "." + cell, count));
  }
}

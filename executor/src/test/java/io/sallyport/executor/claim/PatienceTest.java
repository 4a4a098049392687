package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final Patience patience = new Patience(Duration.ofSeconds(60), NOW);

  @Test
  void endsWhereNothingMoves() {
    boolean atFirst = patience.isOver(5, NOW);
    boolean later = patience.isOver(5, NOW.plusSeconds(60));

    assertThat(atFirst).isFalse();
    assertThat(later).isFalse();
    assertThat(patience.isOver(5, NOW.plusMillis(60_001))).isTrue();
  }

  @Test
  void beginsAnewWithEachStep() {
    for (int i = 0; i < 100; i++) {
      assertThat(patience.isOver(i, NOW.plusSeconds(59L * i))).isFalse();
    }

    assertThat(patience.isOver(99, NOW.plusSeconds(59L * 99 + 61))).isTrue();
  }
}

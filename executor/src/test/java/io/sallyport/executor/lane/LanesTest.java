package io.sallyport.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who goes first, where not all can have what is free. */
class LanesTest {
  private static final List<String> LANES = List.of("a", "b", "c");

  @ParameterizedTest
  @ValueSource(ints = {0, 7, -5})
  void eachIsTheFirstInOneOfThreeTurns(int turn) {
    List<String> first =
        IntStream.range(0, 3).mapToObj(i -> Lanes.inTurn(LANES, turn + i).getFirst()).toList();

    assertThat(first).containsExactlyInAnyOrderElementsOf(LANES);
  }

  @Test
  void leavesNobodyOut() {
    assertThat(Lanes.inTurn(LANES, 1)).containsExactly("c", "a", "b");
    assertThat(Lanes.inTurn(List.of(), 1)).isEmpty();
  }
}

package io.sallyport.executor.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Seeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ASI08")
class CircuitTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration OPEN = Duration.ofSeconds(30);
  private static final Instant DEADLINE = NOW.plusSeconds(70);

  private static final List<Signal> SIGNALS = List.of(Signal.UP, Signal.DOWN, Signal.NONE);

  private final Circuit circuit = new Circuit(new CircuitSpec(3, OPEN, Set.of(503)));

  @Test
  void opensAtSoManyFailuresInARow() {
    end(Signal.DOWN, Signal.DOWN);
    assertThat(circuit.notBefore(NOW)).isEmpty();

    end(Signal.DOWN);
    assertThat(circuit.notBefore(NOW)).contains(NOW.plus(OPEN));
    assertThat(circuit.state().phase()).isEqualTo(Phase.OPEN);
  }

  @Test
  void anAnswerBreaksTheRow() {
    end(Signal.DOWN, Signal.DOWN, Signal.UP, Signal.DOWN, Signal.DOWN);

    assertThat(circuit.state()).isEqualTo(new Circuit.State.Closed(2));
  }

  @Test
  void whatAskedNothingNeitherCountsNorBreaksTheRow() {
    end(Signal.DOWN, Signal.NONE, Signal.DOWN, Signal.NONE);
    assertThat(circuit.state().phase()).isEqualTo(Phase.CLOSED);

    end(Signal.DOWN);
    assertThat(circuit.state().phase()).isEqualTo(Phase.OPEN);
  }

  @Test
  void lateWordOfWhatRanBeforeChangesNothing() {
    open();
    circuit.ended("earlier", Signal.UP, NOW);
    circuit.ended("earlier too", Signal.DOWN, NOW.plusSeconds(20));

    assertThat(circuit.notBefore(NOW)).contains(NOW.plus(OPEN));
  }

  @Test
  void oneAttemptIsMadeWhenItsTimeIsOver() {
    open();
    assertThat(circuit.notBefore(NOW.plus(OPEN).minusMillis(1))).isPresent();
    assertThat(circuit.notBefore(NOW.plus(OPEN))).isEmpty();

    circuit.claimed("probe", DEADLINE);
    assertThat(circuit.state().phase()).isEqualTo(Phase.HALF_OPEN);
    assertThat(circuit.notBefore(NOW.plus(OPEN))).contains(DEADLINE);
  }

  @Test
  void closesWhenTheAttemptIsAnswered() {
    probe();
    circuit.ended("another", Signal.UP, NOW.plus(OPEN));
    assertThat(circuit.state().phase()).isEqualTo(Phase.HALF_OPEN);

    circuit.ended("probe", Signal.UP, NOW.plus(OPEN));
    assertThat(circuit.state()).isEqualTo(new Circuit.State.Closed(0));
  }

  @Test
  void opensAgainWhenTheAttemptFails() {
    probe();
    circuit.ended("another", Signal.DOWN, NOW.plus(OPEN));
    assertThat(circuit.state().phase()).isEqualTo(Phase.HALF_OPEN);

    circuit.ended("probe", Signal.DOWN, NOW.plus(OPEN));
    assertThat(circuit.notBefore(NOW.plus(OPEN))).contains(NOW.plus(OPEN).plus(OPEN));
  }

  @Test
  void theNextAttemptDecidesIfTheFirstAskedNothing() {
    probe();
    circuit.ended("probe", Signal.NONE, NOW.plus(OPEN));

    assertThat(circuit.state().phase()).isEqualTo(Phase.HALF_OPEN);
    assertThat(circuit.notBefore(NOW.plus(OPEN))).isEmpty();
  }

  /** Its turn was lost, or its process had other worries: nobody will say how it ended. */
  @Test
  void anAttemptThatWasNeverMadeDoesNotBlockForEver() {
    probe();

    assertThat(circuit.notBefore(DEADLINE.minusMillis(1))).contains(DEADLINE);
    assertThat(circuit.notBefore(DEADLINE)).isEmpty();
  }

  /** Whatever happens: it opens only after so many failures in a row, and one at a time probes. */
  @Test
  void neverStartsMoreThanOneWhileItIsNotClosed() {
    Seeded.forAll(
        100,
        random -> {
          Circuit each = new Circuit(new CircuitSpec(1 + random.nextInt(4), OPEN, Set.of()));
          Instant now = NOW;
          for (int step = 0; step < 200; step++) {
            now = now.plusSeconds(random.nextInt(40));
            step(each, random, now, step);
          }
        });
  }

  private static void step(Circuit circuit, Random random, Instant now, int step) {
    boolean closed = circuit.state() instanceof Circuit.State.Closed;
    if (circuit.notBefore(now).isPresent()) {
      assertThat(closed).isFalse();
      return;
    }
    circuit.claimed("n" + step, now.plusSeconds(40));
    if (!closed) {
      assertThat(circuit.notBefore(now)).isPresent();
    }
    if (random.nextInt(5) > 0) {
      circuit.ended("n" + step, SIGNALS.get(random.nextInt(3)), now);
    }
  }

  private void end(Signal... signals) {
    for (Signal signal : signals) {
      circuit.claimed("n", DEADLINE);
      circuit.ended("n", signal, NOW);
    }
  }

  private void open() {
    end(Signal.DOWN, Signal.DOWN, Signal.DOWN);
  }

  private void probe() {
    open();
    circuit.claimed("probe", DEADLINE);
  }
}

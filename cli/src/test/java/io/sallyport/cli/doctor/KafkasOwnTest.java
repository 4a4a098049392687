package io.sallyport.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.cli.doctor.Finding.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offsets and transactions have to be as safe as what is declared. */
class KafkasOwnTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, OK",
    "2, 1, 1, BAD",
    "2, 2, 1, OK",
    "3, 1, 1, BAD",
    "3, 2, 2, BAD",
    "3, 3, 1, BAD",
    "3, 3, 2, OK",
    "3, 4, 3, OK"
  })
  void judges(int declared, int replicas, int acknowledging, State state) {
    KafkasOwn.Held held = new KafkasOwn.Held(replicas, acknowledging);

    assertThat(
            new KafkasOwn(declared, Map.of("__consumer_offsets", held, "__transaction_state", held))
                .findings())
        .extracting(Finding::state)
        .containsExactly(state, state);
  }

  @Test
  void saysWhatItHasNotSeen() {
    KafkasOwn.Held held = new KafkasOwn.Held(3, 2);

    assertThat(new KafkasOwn(3, Map.of("__transaction_state", held)).findings())
        .extracting(Finding::subject, Finding::state)
        .containsExactly(
            tuple("__consumer_offsets", State.WARNING), tuple("__transaction_state", State.OK));
  }
}

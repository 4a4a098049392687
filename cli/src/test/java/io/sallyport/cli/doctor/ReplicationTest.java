package io.sallyport.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.cli.doctor.Finding.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often data is held is judged by the topics, not by the brokers alone. */
class ReplicationTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, WARNING",
    "2, 2, 2, WARNING",
    "3, 1, 1, WARNING",
    "3, 2, 2, WARNING",
    "3, 2, 3, WARNING",
    "3, 3, 3, OK",
    "4, 3, 4, OK",
    "3, 3, 1, BAD",
    "3, 3, 2, BAD",
    "1, 3, 1, BAD"
  })
  void judges(int brokers, int declared, int replicas, State state) {
    assertThat(new Replication(brokers, declared, Map.of("ledger", replicas)).findings())
        .extracting(Finding::check, Finding::state)
        .containsExactly(tuple(Check.REPLICATION, state));
  }

  @Test
  void namesEachTopicThatIsHeldFewerTimes() {
    Map<String, Integer> replicas = Map.of("ledger", 1, "held", 3, "desk", 2);

    assertThat(new Replication(3, 3, replicas).findings())
        .extracting(Finding::subject, Finding::text)
        .containsExactly(
            tuple("desk", "is held 2 times, declared 3"),
            tuple("ledger", "is held 1 times, declared 3"));
  }
}

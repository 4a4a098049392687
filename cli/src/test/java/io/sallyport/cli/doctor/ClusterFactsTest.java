package io.sallyport.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.doctor.Finding.State;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cluster says of itself is judged at its bounds. */
class ClusterFactsTest {
  private final Map<String, Integer> features =
      new HashMap<>(Map.of("metadata.version", 25, "transaction.version", 2));
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
              "auto.create.topics.enable", "false"));

  @Test
  void findsNothingWhereAllHolds() {
    assertThat(states(3)).doesNotContainValue(State.BAD).doesNotContainValue(State.WARNING);
  }

  @ParameterizedTest
  @CsvSource({
    "metadata.version, 24, BROKER_VERSION, BAD",
    "metadata.version, 25, BROKER_VERSION, OK",
    "metadata.version, 26, BROKER_VERSION, OK",
    "transaction.version, 1, TRANSACTION_VERSION, BAD",
    "transaction.version, 2, TRANSACTION_VERSION, OK"
  })
  void asksForLevels(String feature, int level, Check check, State state) {
    features.put(feature, level);

    assertThat(states(3)).containsEntry(check, state);
  }

  @Test
  void asksForFeaturesThatAreNotThere() {
    features.clear();

    assertThat(states(3))
        .containsEntry(Check.BROKER_VERSION, State.BAD)
        .containsEntry(Check.TRANSACTION_VERSION, State.BAD);
  }

  @ParameterizedTest
  @CsvSource({
    "authorizer.class.name, '', AUTHORIZER",
    "allow.everyone.if.no.acl.found, true, AUTHORIZER",
    "auto.create.topics.enable, true, AUTO_CREATE"
  })
  void asksForSettingsOfEveryBroker(String name, String value, Check check) {
    settings.put(name, value);

    assertThat(states(3)).containsEntry(check, State.BAD);
  }

  @Test
  void takesASettingThatIsNotSaidForTheWorst() {
    settings.clear();

    assertThat(states(3))
        .containsEntry(Check.AUTHORIZER, State.BAD)
        .containsEntry(Check.AUTO_CREATE, State.BAD);
  }

  @Test
  void namesTheOneBrokerThatDiffers() {
    Map<String, String> open = new HashMap<>(settings);
    open.remove("authorizer.class.name");

    ClusterFacts facts = new ClusterFacts(features, Map.of("1", settings, "2", open));

    assertThat(facts.findings())
        .filteredOn(finding -> finding.state() == State.BAD)
        .extracting(Finding::subject)
        .containsExactly("broker 2");
  }

  private Map<Check, State> states(int brokers) {
    Map<String, Map<String, String>> all =
        IntStream.rangeClosed(1, brokers)
            .boxed()
            .collect(Collectors.toMap(String::valueOf, _ -> settings));
    return new ClusterFacts(features, all)
        .findings().stream().collect(Collectors.toMap(Finding::check, Finding::state, (a, b) -> a));
  }
}

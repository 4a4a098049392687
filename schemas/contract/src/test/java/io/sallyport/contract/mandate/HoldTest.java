package io.sallyport.contract.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Hold.Quorum;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldTest {
  private static final Instant DEADLINE = Instant.ofEpochSecond(1_795_090_800);

  @Test
  void readsWhatItWrites() throws Fields.Mismatch {
    Hold hold = new Hold(quorums("duty", "release-managers"), DEADLINE);
    Fields written = Fields.of(StrictJson.read(JsonWriter.write(hold::write)).orElseThrow());

    assertThat(Hold.read(written)).isEqualTo(hold);
    written.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b,a", "a,a", "", "a,b,c,d,e"})
  void hasOneOrderAndALimit(String groups) {
    Stream<String> names = Arrays.stream(groups.split(",")).filter(name -> !name.isEmpty());
    List<Quorum> quorums = names.map(name -> new Quorum(name, 1)).toList();

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Hold(quorums, DEADLINE))
        .withMessageContaining("quorums");
  }

  @Test
  void hasAtMostFourQuorums() {
    assertThat(new Hold(quorums("a", "b", "c", "d"), DEADLINE).quorums()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"duty,0", "duty,9", "Duty,1", "'',1", "du.ty,1"})
  void refusesQuorumsOfAnotherForm(String group, int threshold) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Quorum(group, threshold));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void asksForOneToEightPersons(int threshold) {
    assertThat(new Quorum("duty", threshold).threshold()).isEqualTo(threshold);
  }

  @Test
  void endsAtAWholeSecond() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Hold(quorums("duty"), DEADLINE.plusMillis(1)))
        .withMessageContaining("deadline");
  }

  private static List<Quorum> quorums(String... groups) {
    return Arrays.stream(groups).map(group -> new Quorum(group, 1)).toList();
  }
}

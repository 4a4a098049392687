package io.sallyport.executor.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The newest receipt is told at once, then not before its time, and not later than that either. */
class WordsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private final Words words = new Words(Duration.ofSeconds(60));

  @Test
  void tellsTheFirstReceiptAtOnce() {
    assertThat(turn("one", NOW)).contains(Bytes.utf8("one"));
    assertThat(words.isOwing(NOW.plusSeconds(600))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"59, false", "60, true", "61, true", "-59, false", "-60, true"})
  void tellsTheNextWhenItIsTime(int seconds, boolean isDue) {
    turn("one", NOW);

    assertThat(turn("two", NOW.plusSeconds(seconds)).isPresent()).isEqualTo(isDue);
  }

  @ParameterizedTest
  @CsvSource({"59, false", "60, true", "61, true"})
  void owesWhatWasNotTold(int seconds, boolean isOwing) {
    turn("one", NOW);
    turn("two", NOW.plusSeconds(1));
    turn("three", NOW.plusSeconds(2));

    assertThat(words.isOwing(NOW.plusSeconds(seconds))).isEqualTo(isOwing);
  }

  @Test
  void tellsTheNewestInAnEmptyTurn() {
    turn("one", NOW);
    turn("two", NOW.plusSeconds(1));
    turn("three", NOW.plusSeconds(2));

    words.begin();
    assertThat(words.due(NOW.plusSeconds(60))).contains(Bytes.utf8("three"));
    words.committed(NOW.plusSeconds(60));
    assertThat(words.isOwing(NOW.plusSeconds(600))).isFalse();
  }

  @Test
  void forgetsWhatWasNotCommitted() {
    words.begin();
    words.wrote(Bytes.utf8("aborted").toArray());
    words.begin();

    assertThat(words.due(NOW)).isEmpty();
    assertThat(words.isOwing(NOW)).isFalse();
  }

  @Test
  void tellsAnewWhatWasToldInATurnThatWasNotCommitted() {
    turn("one", NOW);
    Instant later = NOW.plusSeconds(60);
    words.begin();
    words.wrote(Bytes.utf8("two").toArray());
    assertThat(words.due(later)).isPresent();

    assertThat(turn("two", later)).contains(Bytes.utf8("two"));
  }

  /** One committed turn with one receipt; what was told in it. */
  private Optional<Bytes> turn(String jws, Instant now) {
    words.begin();
    words.wrote(Bytes.utf8(jws).toArray());
    Optional<Bytes> told = words.due(now);
    words.committed(now);
    return told;
  }
}

package io.sallyport.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One command's file is not taken for another's. */
class OffsetsFileTest {
  private static final TopicPartition PLACE = new TopicPartition("a.receipts", 3);

  @TempDir private Path directory;
  private Path path;
  private OffsetsFile ofOne;
  private OffsetsFile ofMany;

  @BeforeEach
  void names() {
    path = directory.resolve("state");
    ofOne = new OffsetsFile(path, "told of", Optional.of(PLACE.topic()));
    ofMany = new OffsetsFile(path, "posted", Optional.empty());
  }

  @Test
  void saysWhatWasWritten() throws IOException {
    assertThat(ofOne.read()).isEmpty();
    ofOne.write(Map.of(PLACE, 7L));
    assertThat(path).hasContent("{\"3\":7}");
    assertThat(ofOne.read()).isEqualTo(Map.of(PLACE, 7L));

    ofMany.write(Map.of(PLACE, 8L));
    assertThat(path).hasContent("{\"a.receipts:3\":8}");
    assertThat(ofMany.read()).isEqualTo(Map.of(PLACE, 8L));
  }

  @Test
  void refusesWhatAnotherWrote() {
    ofOne.write(Map.of(PLACE, 7L));
    assertThatThrownBy(ofMany::read).isInstanceOf(CannotRun.class).hasMessageContaining("posted");

    ofMany.write(Map.of(PLACE, 7L));
    assertThatThrownBy(ofOne::read).isInstanceOf(CannotRun.class).hasMessageContaining("told of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"3\":-1}", "{\"3\":1.5}", "{\"3\":\"1\"}", "{\"1234567\":1}"})
  void refusesWhatIsNoOffset(String text) throws IOException {
    Files.writeString(path, text);

    assertThatThrownBy(ofOne::read).isInstanceOf(CannotRun.class);
  }
}

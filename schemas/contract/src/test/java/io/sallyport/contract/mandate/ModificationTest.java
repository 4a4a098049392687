package io.sallyport.contract.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.JsonWriter;
import io.sallyport.contract.json.StrictJson;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModificationTest {
  private static final Modification NOTE =
      new Modification("/note", Digest.of(new byte[] {1}), Digest.of(new byte[] {2}));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16})
  void readsWhatItWrites(int count) throws Fields.Mismatch {
    List<Modification> changes = Collections.nCopies(count, NOTE);
    Fields written = Fields.of(written(changes));

    List<Modification> read = Modification.read(written);

    assertThat(read).isEqualTo(changes);
    written.end();
  }

  @Test
  void writesTheWordsOfTheContract() {
    assertThat(written(List.of(NOTE)).at("/modified/0").properties().stream().map(e -> e.getKey()))
        .containsExactly("pointer", "proposed", "final");
  }

  @Test
  void refusesMoreThanTheLimit() {
    Fields written = Fields.of(written(Collections.nCopies(17, NOTE)));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Modification.read(written));
  }

  @Test
  void refusesAListOfNothing() {
    ObjectNode decision = StrictJson.object();
    decision.putArray("modified");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Modification.read(Fields.of(decision)));
  }

  @Test
  void refusesUnknownMemberOfAChange() {
    ObjectNode decision = written(List.of(NOTE));
    ((ObjectNode) decision.at("/modified/0")).put("reason", "none");

    assertThatExceptionOfType(Fields.Mismatch.class)
        .isThrownBy(() -> Modification.read(Fields.of(decision)))
        .withMessageContaining("reason");
  }

  private static ObjectNode written(List<Modification> changes) {
    byte[] decision = JsonWriter.write(json -> Modification.write(json, changes));
    return StrictJson.read(decision).orElseThrow();
  }
}

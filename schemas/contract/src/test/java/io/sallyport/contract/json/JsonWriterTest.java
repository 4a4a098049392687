package io.sallyport.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private static final String ODD = "a\"b\\c/\u0007\n\u2028\u00e9\ud83d\ude00";

  @Test
  void writesTheBytesOfTheSameTree() {
    ObjectNode tree = StrictJson.object().put(ODD, ODD).put("number", Long.MIN_VALUE);
    tree.putArray("texts").add("x").add(ODD);
    tree.putArray("none");
    tree.putObject("object").put("in", "side").putObject("empty");
    tree.putArray("objects").add(StrictJson.object().put("each", 1)).add(StrictJson.object());

    byte[] written =
        JsonWriter.write(json ->
            json.put(ODD, ODD)
                .put("number", Long.MIN_VALUE)
                .put("absent", Optional.empty())
                .putTexts("texts", List.of("x", ODD))
                .putTexts("none", List.of())
                .putObject(
                    "object", object -> object.put("in", "side").putObject("empty", empty -> {}))
                .putObjects(
                    "objects",
                    List.of(Optional.of(1L), Optional.<Long>empty()),
                    (each, value) -> value.ifPresent(number -> each.put("each", number))));

    assertThat(written).isEqualTo(StrictJson.write(tree));
  }

  @Test
  void writesWhatIsThere() {
    byte[] written = JsonWriter.write(json -> json.put("here", Optional.of("it is")));

    assertThat(written).asString().isEqualTo("{\"here\":\"it is\"}");
  }
}

package io.sallyport.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.id.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{}x",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "{\"n\":123456789012345678901234567890123}",
        "{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}"
      })
  void refusesAnythingButOnePlainObject(String json) {
    assertThat(StrictJson.read(Bytes.utf8(json).toArray())).isEmpty();
  }

  @Test
  void readsUpToTheSizeLimit() {
    String json = "{\"a\":1}";
    String exact = json + " ".repeat(StrictJson.MAX_BYTES - json.length());

    assertThat(StrictJson.read(Bytes.utf8(exact).toArray())).isPresent();
    assertThat(StrictJson.read(Bytes.utf8(exact + " ").toArray())).isEmpty();
  }

  @Test
  void namesTheFieldThatIsMissing() {
    Fields fields = Fields.of(StrictJson.object());

    assertThatThrownBy(() -> fields.text("iss")).hasMessage("iss is missing");
  }

  @Test
  void namesTheFieldThatIsUnknownAndNotItsValue() throws Fields.Mismatch {
    Fields fields = Fields.of(StrictJson.object().put("iss", "a").put("pin", "1234"));
    fields.text("iss");

    assertThatThrownBy(fields::end).hasMessage("unknown field pin");
  }

  @Test
  void readsNoFractionAsInteger() {
    Fields fields = Fields.of(StrictJson.object().put("a", 1.5).put("b", "1").put("c", -1));

    assertThatThrownBy(() -> fields.integer("a")).isInstanceOf(Fields.Mismatch.class);
    assertThatThrownBy(() -> fields.integer("b")).isInstanceOf(Fields.Mismatch.class);
    assertThatThrownBy(() -> fields.count("c")).isInstanceOf(Fields.Mismatch.class);
  }
}

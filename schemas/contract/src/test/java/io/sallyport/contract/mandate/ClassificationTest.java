package io.sallyport.contract.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.contract.json.Fields;
import io.sallyport.contract.json.StrictJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {
  @Test
  void readsTheWordsOfTheContract() throws Fields.Mismatch {
    assertThat(Stream.of(Classification.values()).map(Classification::text))
        .containsExactly("public", "internal", "confidential", "restricted");
    for (Classification each : Classification.values()) {
      assertThat(Classification.read(claims(each.text()))).contains(each);
    }
  }

  @Test
  void findsNoneWhereNoneIsWritten() throws Fields.Mismatch {
    assertThat(Classification.read(Fields.of(StrictJson.object()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "INTERNAL", "internal ", "secret"})
  void refusesAnotherWord(String word) {
    assertThat(Classification.parse(word)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Classification.read(claims(word)));
  }

  private static Fields claims(String word) {
    return Fields.of(StrictJson.object().put("classification", word));
  }
}

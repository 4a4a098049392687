package io.sallyport.contract.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.json.StrictJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of what a mandate grants stands in receipts, whatever became of it. */
class GrantTest {
  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "201, true", "202, false"})
  void nameOfATypeHasAtMostTwoHundredAndOneCharacters(int length, boolean accepted) {
    assertThat(isMandate("a".repeat(length))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a-b", "a\"b", "a\\b", "a\u0000b", "\u00e4", "a\ud83d\ude00", "a/b"})
  void refusesWhatNoTypeIsCalled(String name) {
    assertThat(isMandate("com.example_1.Deploy2")).isTrue();
    assertThat(isMandate(name)).isFalse();
  }

  private static boolean isMandate(String action) {
    ObjectNode claims = StrictJson.read(MandateCodec.write(Mandates.golden())).orElseThrow();
    ((ObjectNode) claims.at("/authorization_details/0")).put("action", action);
    return MandateCodec.parse(Bytes.of(StrictJson.write(claims))).isPresent();
  }
}

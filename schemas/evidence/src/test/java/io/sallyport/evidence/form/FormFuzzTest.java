package io.sallyport.evidence.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.testkit.Seeded;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a description says is signed, and whatever is: there is one reading, or none. */
class FormFuzzTest {
  private static final List<String> PIECES =
      List.of("{header:x-a}", "{header:x-b}", "{timestamp}", ".", ":", "0", "a", "\n", "v1");
  private static final List<String> VALUES =
      List.of(".", ":", "1700000000", "17000000005", "0", "a", "1", "\n", "v1", "{}");

  @FuzzTest(maxDuration = "60s")
  void readsASignedTextInOneWay(FuzzedDataProvider data) {
    String template = data.consumeString(64) + "{body}";
    String text = data.consumeRemainingAsString();

    assertOneReading(template, text.substring(0, Math.min(200, text.length())));
  }

  @FuzzTest(maxDuration = "60s")
  void takesATemplateApartAsItWasPutTogether(FuzzedDataProvider data) {
    String value = data.consumeString(32);

    Template.parse(data.consumeRemainingAsString(), "signature")
        .ifPresent(found -> assertThat(found.value(found.around(value))).contains(value));
  }

  @Test
  void readsRandomTextsInOneWay() {
    Seeded.forAll(
        20_000,
        random ->
            assertOneReading(joined(random, PIECES, 6) + "{body}", joined(random, VALUES, 12)));
  }

  private static String joined(Random random, List<String> words, int max) {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(max + 1); count > 0; count--) {
      text.append(words.get(random.nextInt(words.size())));
    }
    return text.toString();
  }

  private static void assertOneReading(String template, String text) {
    SignedText signed = SignedText.parse(template);
    if (signed.problem().isEmpty()) {
      assertThat(new Readings(signed, text).count()).isLessThanOrEqualTo(1);
    }
  }
}

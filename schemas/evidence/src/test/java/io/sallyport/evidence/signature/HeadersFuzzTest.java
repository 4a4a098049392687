package io.sallyport.evidence.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.contract.id.Bytes;
import java.util.List;
import java.util.TreeSet;

/**
 * Whatever stands in the headers of a delivery, only what was signed is proven.
 *
 * <p>A build replays the inputs in {@code src/test/resources}; {@code docs/how-to/fuzz.md} says how
 * to fuzz.
 */
class HeadersFuzzTest {
  private static final List<Sample> SAMPLES = Sample.all();

  @FuzzTest(maxDuration = "60s")
  void provesOnlyWhatWasSigned(FuzzedDataProvider data) {
    Sample sample = data.pickValue(SAMPLES);
    String name = data.pickValue(new TreeSet<>(sample.headers().keySet()).toArray(String[]::new));
    String value = sample.headers().getOrDefault(name, "");
    int start = data.consumeInt(0, value.length());
    int end = data.consumeInt(start, value.length());
    Sample changed =
        sample.with(name, value.substring(0, start) + rest(data) + value.substring(end));

    if (changed.verify() instanceof Verification.Proven) {
      assertThat(sample.stillHolds(name, changed.headers().getOrDefault(name, ""))).isTrue();
    }
  }

  @FuzzTest(maxDuration = "60s")
  void provesNoOtherBody(FuzzedDataProvider data) {
    Sample sample = data.pickValue(SAMPLES);
    Bytes body = Bytes.of(data.consumeRemainingAsBytes());

    assertThat(sample.body(body.toArray()).verify() instanceof Verification.Proven)
        .isEqualTo(body.equals(sample.body()) || !sample.signsBody());
  }

  private static String rest(FuzzedDataProvider data) {
    return data.consumeRemainingAsString();
  }
}

package io.sallyport.evidence.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.evidence.form.Presets;
import io.sallyport.evidence.signature.Verification.Reason;
import io.sallyport.evidence.source.Scheme.Preset;
import io.sallyport.testkit.Seeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each scheme. */
@Tag("NHI4")
class SchemesTest {

  static List<Sample> all() {
    return Sample.all();
  }

  static List<Sample> timed() {
    return Sample.timed();
  }

  static List<Sample> signed() {
    return Sample.all().stream().filter(Sample::signsBody).toList();
  }

  static List<byte[]> bodies() {
    return List.of(new byte[0], new byte[] {(byte) 0xc0, (byte) 0xaf, 0, -1, '\n'});
  }

  private static Verification unproven(Reason reason) {
    return new Verification.Unproven(reason);
  }

  @ParameterizedTest
  @MethodSource("all")
  void provesItsOwnDelivery(Sample sample) {
    assertThat(sample.verify()).isInstanceOf(Verification.Proven.class);
  }

  @ParameterizedTest
  @MethodSource("signed")
  void refusesEveryChangedBitOfTheBody(Sample sample) {
    for (int bit = 0; bit < sample.body().size() * 8; bit++) {
      byte[] changed = sample.body().toArray();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(sample.body(changed).verify()).isEqualTo(unproven(Reason.MISMATCH));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesEveryChangedBitOfItsHeaders(Sample sample) {
    sample
        .headers()
        .forEach((name, value) -> {
          for (int bit = 0; bit < value.length() * 8; bit++) {
            char[] changed = value.toCharArray();
            changed[bit / 8] ^= (char) (1 << (bit % 8));

            assertThat(sample.with(name, new String(changed)).verify())
                .isInstanceOf(Verification.Unproven.class);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("signed")
  void refusesABodyThatIsLongerOrShorter(Sample sample) {
    byte[] body = sample.body().toArray();

    assertThat(sample.body(java.util.Arrays.copyOf(body, body.length + 1)).verify())
        .isEqualTo(unproven(Reason.MISMATCH));
    assertThat(sample.body(java.util.Arrays.copyOf(body, body.length - 1)).verify())
        .isEqualTo(unproven(Reason.MISMATCH));
  }

  @ParameterizedTest
  @MethodSource("all")
  void needsEachHeaderExactlyOnce(Sample sample) {
    for (String name : sample.headers().keySet()) {
      assertThat(sample.without(name).verify()).isEqualTo(unproven(Reason.MISSING));
      assertThat(sample.verifyRepeated(name)).isEqualTo(unproven(Reason.REPEATED));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesHeadersWithAnythingAround(Sample sample) {
    sample
        .headers()
        .forEach((name, value) -> {
          for (String odd :
              List.of("", " " + value, value + " ", value + ",", value + "\n", "\u00e4")) {
            assertThat(sample.with(name, odd).verify()).isInstanceOf(Verification.Unproven.class);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void boundsItsHeaders(Sample sample) {
    sample
        .headers()
        .forEach((name, value) -> {
          String long1 = value + "0".repeat(Examiner.MAX_VALUE + 1 - value.length());

          assertThat(sample.with(name, long1).verify()).isEqualTo(unproven(Reason.MALFORMED));
        });
  }

  @ParameterizedTest
  @MethodSource("timed")
  void toleratesTimeUpToTheEdge(Sample sample) {
    Instant early = Sample.NOW.minus(Sample.TOLERANCE);
    Instant late = Sample.NOW.plus(Sample.TOLERANCE);

    assertThat(sample.verifyAt(early)).isInstanceOf(Verification.Proven.class);
    assertThat(sample.verifyAt(late)).isInstanceOf(Verification.Proven.class);
    assertThat(sample.verifyAt(early.minusMillis(1))).isEqualTo(unproven(Reason.STALE));
    assertThat(sample.verifyAt(late.plusMillis(1))).isEqualTo(unproven(Reason.STALE));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void provesEmptyAndBinaryBodies(byte[] body) {
    byte[] other = java.util.Arrays.copyOf(body, body.length + 1);

    for (Sample sample : Sample.all(body)) {
      assertThat(sample.verify()).isInstanceOf(Verification.Proven.class);
      if (sample.signsBody()) {
        assertThat(sample.body(other).verify()).isEqualTo(unproven(Reason.MISMATCH));
      }
    }
  }

  /** A preset without a sample would pass every test here. */
  @Test
  void hasASampleOfEachPreset() {
    Set<Preset> described =
        Stream.of(Preset.values())
            .filter(preset -> preset.form(false).isPresent())
            .collect(Collectors.toSet());
    Set<String> names = Set.copyOf(Presets.names());

    assertThat(described).allSatisfy(preset -> assertThat(names).contains(preset.text()));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(described)))
        .containsExactlyInAnyOrder(
            Preset.HMAC,
            Preset.GITLAB,
            Preset.JWS_DETACHED,
            Preset.MESSAGE_SIGNATURES,
            Preset.MTLS,
            Preset.NONE);
    assertThat(Sample.all()).hasSize(names.size() + 4 + MessageSamples.all().size());
    assertThat(Sample.all().stream().map(each -> each.keys().form().getClass().getSimpleName()))
        .contains("DetachedJws", "BearerToken", "ClientCertificate", "MessageSignature");
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesAnotherSecret(Sample sample) {
    assertThat(sample.by(sample.keys().other()).verify()).isEqualTo(unproven(Reason.MISMATCH));
  }

  @ParameterizedTest
  @MethodSource("all")
  void provesByBothSecretsWhileOneIsRotated(Sample sample) {
    assertThat(sample.by(sample.keys().both()).verify()).isInstanceOf(Verification.Proven.class);
  }

  @Test
  void neverThrowsWhateverTheHeadersAre() {
    Seeded.forAll(
        2_000,
        random -> {
          List<Sample> samples = Sample.all();
          Sample sample = samples.get(random.nextInt(samples.size()));
          List<String> names = new ArrayList<>(sample.headers().keySet());
          String name = names.get(random.nextInt(names.size()));
          String original = sample.headers().getOrDefault(name, "");
          String value = mangled(random, original);

          Verification verification = sample.with(name, value).verify();

          if (verification instanceof Verification.Proven) {
            assertThat(sample.stillHolds(name, value)).isTrue();
          }
        });
  }

  private static String mangled(Random random, String value) {
    StringBuilder text = new StringBuilder(value);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int place = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(place, (char) random.nextInt(128));
        case 1 -> text.delete(place, Math.min(text.length(), place + 1 + random.nextInt(8)));
        default -> text.insert(place, value, 0, random.nextInt(value.length() + 1));
      }
    }
    return text.toString();
  }
}

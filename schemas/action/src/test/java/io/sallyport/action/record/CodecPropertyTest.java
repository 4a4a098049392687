package io.sallyport.action.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.action.Records;
import io.sallyport.action.Types;
import io.sallyport.action.constraint.Constraints;
import io.sallyport.testkit.Seeded;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What holds for every record and for all bytes. */
class CodecPropertyTest {
  private static final int CASES = 1_000;
  private static final ActionType WIDE = Types.wide();

  @Test
  void bringsEveryAdmittedRecordBack() {
    Seeded.forAll(
        CASES,
        random -> {
          GenericRecord record = Records.admitted(WIDE, random);

          Decoding decoding = ActionCodec.decodeCanonical(WIDE, ActionCodec.encode(WIDE, record));

          assertThat(decoding).isEqualTo(new Decoding.Decoded(record));
          assertThat(Constraints.check(WIDE, record)).isEmpty();
        });
  }

  @Test
  void neverTakesMoreBytesThanTheTypeSays() {
    Seeded.forAll(
        CASES,
        random -> {
          GenericRecord record = Records.admitted(WIDE, random);

          assertThat(ActionCodec.encode(WIDE, record)).hasSizeLessThanOrEqualTo(WIDE.maxBytes());
        });
  }

  @Test
  void decodesOrRefusesRandomBytes() {
    Seeded.forAll(CASES, random -> assertOneForm(randomBytes(random)));
  }

  @Test
  void decodesOrRefusesMutatedBytes() {
    Seeded.forAll(CASES, random -> assertOneForm(mutated(random)));
  }

  @Test
  void decodesWhatItsTypeAdmits() {
    Seeded.forAll(
        CASES,
        random -> {
          byte[] bytes = ActionCodec.encode(WIDE, Records.admitted(WIDE, random));

          assertThat(ActionCodec.decodeCanonical(WIDE, bytes))
              .isInstanceOfSatisfying(
                  Decoding.Decoded.class,
                  decoded -> assertThat(Constraints.check(WIDE, decoded.record())).isEmpty());
        });
  }

  @Test
  void checksWhateverItDecodes() {
    Seeded.forAll(
        CASES,
        random -> {
          if (ActionCodec.decodeCanonical(WIDE, mutated(random))
              instanceof Decoding.Decoded(GenericRecord record)) {
            assertThat(Constraints.check(WIDE, record)).isNotNull();
          }
        });
  }

  private static void assertOneForm(byte[] bytes) {
    switch (ActionCodec.decodeCanonical(WIDE, bytes)) {
      case Decoding.Decoded(GenericRecord record) ->
          assertThat(ActionCodec.encode(WIDE, record)).isEqualTo(bytes);
      case Decoding.Refused(Decoding.Reason reason) -> assertThat(reason).isNotNull();
    }
  }

  private static byte[] mutated(Random random) {
    byte[] bytes = ActionCodec.encode(WIDE, Records.admitted(WIDE, random));
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return Arrays.copyOf(bytes, Math.max(0, bytes.length + random.nextInt(-2, 3)));
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return bytes;
  }
}

package io.sallyport.executor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.Bytes;
import io.sallyport.testkit.Seeded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Whoever can write to the trusted topic can neither act nor stop the executor by it. */
class VerifierPropertyTest {
  private final Trial trial = new Trial();

  @Test
  void changedRecordIsRejectedAndNeverThrows() {
    String mandate = Trial.SEAL.sign(trial.mandate);
    Seeded.forAll(
        2000,
        random -> {
          byte[] key = trial.key.clone();
          byte[] value = trial.value.clone();
          byte[] header = Bytes.utf8(mandate).toArray();
          switch (random.nextInt(3)) {
            case 0 -> key = changed(key, random);
            case 1 -> value = changed(value, random);
            default -> header = changed(header, random);
          }
          assertRejected(key, value, header);
        });
  }

  @Test
  void noiseIsRejectedAndNeverThrows() {
    Seeded.forAll(
        1000,
        random -> assertRejected(noise(random, 40), noise(random, 200), noise(random, 20_000)));
  }

  /** Signed by the validator, so that everything behind the signature is reached. */
  @Test
  void signedNoiseIsRejectedAndNeverThrows() {
    Seeded.forAll(
        1000,
        random -> {
          trial.value = noise(random, 300);
          trial.reseal();
          assertRejected(
              trial.key, trial.value, Bytes.utf8(Trial.SEAL.sign(trial.mandate)).toArray());
        });
  }

  private void assertRejected(byte[] key, byte[] value, byte[] header) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(Trial.TOPIC, 1, 17, key, value);
    record.headers().add("mandate", header);

    assertThat(trial.verifier.verify(record, Trial.NOW)).isInstanceOf(Verdict.Rejected.class);
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(3)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> Arrays.copyOf(bytes, at);
      default -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
    };
  }

  private static byte[] noise(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return random.nextBoolean()
        ? bytes
        : new String(bytes, StandardCharsets.ISO_8859_1)
            .replaceAll("[^A-Za-z0-9._-]", ".")
            .getBytes(StandardCharsets.US_ASCII);
  }
}

package io.sallyport.executor.credential.minted;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.mandate.Mandate;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.executor.credential.minted.MintRequest.Lend;
import io.sallyport.executor.verify.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message at the edges of its limits; what no message is, is in {@link FrameFuzzTest}. */
class FramesTest {
  private static final Instant DEADLINE = Instant.parse("2026-11-20T12:00:40.123Z");
  private static final Execution.Lease TERMS =
      new Execution.Lease("A".repeat(22), "ci", Optional.of("deploy:staging"));

  @Test
  void readsWhatItWrote() {
    Lend lend = lend("ci", 32, 100, 1000);

    assertThat(MintRequest.parse(lend.write())).contains(lend);
    assertThat(MintRequest.parse(new MintRequest.TakeBack("id").write()))
        .contains(new MintRequest.TakeBack("id"));
  }

  @Test
  void readsTheAnswerThatItWrote() {
    MintAnswer.Lent lent =
        new MintAnswer.Lent(TERMS, Optional.of("role"), new byte[] {1, 2}, DEADLINE);

    assertThat(MintAnswer.parse(lent.write()))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(new MintAnswer.Lent(TERMS, Optional.of("role"), new byte[] {1, 2}, DEADLINE));
    assertThat(MintAnswer.parse(new MintAnswer.Refused(Code.EXPIRED).write()))
        .contains(new MintAnswer.Refused(Code.EXPIRED));
    assertThat(MintAnswer.parse(new MintAnswer.TakenBack().write()))
        .contains(new MintAnswer.TakenBack());
  }

  @Test
  void wipesTheAnswerThatItRead() {
    byte[] lent = new MintAnswer.Lent(TERMS, Optional.empty(), new byte[] {1}, DEADLINE).write();
    byte[] cut = Arrays.copyOf(lent, lent.length - 1);

    assertThat(MintAnswer.parse(lent)).isPresent();
    assertThat(MintAnswer.parse(cut)).isEmpty();
    assertThat(lent).containsOnly(0);
    assertThat(cut).containsOnly(0);
  }

  @Test
  void theLargestAnswerFitsIntoItsFrame() {
    Execution.Lease terms =
        new Execution.Lease(
            "A".repeat(64), "n".repeat(100), Optional.of("s".repeat(Execution.Lease.MAX_SCOPE)));
    Optional<String> user = Optional.of("u".repeat(MintAnswer.MAX_COMPANION));
    byte[] frame =
        new MintAnswer.Lent(terms, user, new byte[MintAnswer.MAX_SECRET], DEADLINE).write();

    assertThat(frame.length).isLessThanOrEqualTo(MintAnswer.MAX_SIZE);
    assertThat(MintAnswer.parse(frame)).isPresent();
  }

  static List<Lend> largest() {
    return List.of(
        lend("n".repeat(MintRequest.MAX_NAME), 32, 1, 0),
        lend("ci", MintRequest.MAX_KEY, 1, 0),
        lend("ci", 32, Mandate.MAX_SIZE, 0),
        lend("ci", 32, 1, Math.toIntExact(MintRequest.MAX_PATIENCE.toMillis())));
  }

  @ParameterizedTest
  @MethodSource
  void largest(Lend lend) {
    assertThat(MintRequest.parse(lend.write())).contains(lend);
  }

  static List<byte[]> tooLarge() {
    byte[] mandate = lend("ci", 32, Mandate.MAX_SIZE, 0).write();
    return List.of(
        lend("n".repeat(MintRequest.MAX_NAME + 1), 32, 1, 0).write(),
        lend("ci", MintRequest.MAX_KEY + 1, 1, 0).write(),
        lend("ci", 32, 1, Math.toIntExact(MintRequest.MAX_PATIENCE.toMillis()) + 1).write(),
        new MintRequest.TakeBack("i".repeat(MintRequest.MAX_ID + 1)).write(),
        Arrays.copyOf(mandate, mandate.length + 1));
  }

  @ParameterizedTest
  @MethodSource
  void tooLarge(byte[] frame) {
    assertThat(MintRequest.parse(frame)).isEmpty();
  }

  @Test
  void readsNothingThatIsCutShort() {
    byte[] whole = lend("ci", 32, 20, 0).write();

    for (int length = 0; length < whole.length; length++) {
      assertThat(MintRequest.parse(Arrays.copyOf(whole, length))).as("%d", length).isEmpty();
    }
  }

  @Test
  void readsNoOtherVersionOrKind() {
    byte[] frame = new MintRequest.TakeBack("id").write();
    byte[] version = frame.clone();
    version[0] = 2;
    byte[] kind = frame.clone();
    kind[1] = 3;

    assertThat(MintRequest.parse(version)).isEmpty();
    assertThat(MintRequest.parse(kind)).isEmpty();
  }

  @Test
  void aMandateIsNoLongerThanOneMayBe() {
    assertThatThrownBy(() -> lend("ci", 32, Mandate.MAX_SIZE + 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverPrintsTheSecret() {
    MintAnswer.Lent lent =
        new MintAnswer.Lent(TERMS, Optional.empty(), "s3cret".getBytes(US_ASCII), DEADLINE);

    assertThat(lent.toString()).contains("A".repeat(22)).doesNotContain("s3cret", "115, 51");
  }

  private static Lend lend(String credential, int key, int mandate, int patience) {
    SealedRecord record =
        new SealedRecord(
            "sallyport.trusted.deployments",
            1,
            Bytes.of(new byte[key]),
            Bytes.of(new byte[] {0, 1, 2}),
            "m".repeat(mandate));
    return new Lend(credential, record, 1, DEADLINE, Duration.ofMillis(patience));
  }
}

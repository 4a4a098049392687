package io.sallyport.executor.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Digest;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.handler.Performed.Answer;
import io.sallyport.testkit.Seeded;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("ASI08")
class AttemptsTest {
  private static final Attempts ATTEMPTS =
      new Attempts(4, Duration.ofMillis(500), Duration.ofSeconds(3), Set.of(429, 503));
  private static final Performed UNREACHABLE = Performed.notExecuted(Code.TARGET_UNREACHABLE);

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000"})
  void pauseIsApartOfDoublingBackoff(int attempt, long ceiling) {
    assertThat(ATTEMPTS.pause(UNREACHABLE, attempt, false, () -> 0)).contains(Duration.ZERO);
    assertThat(ATTEMPTS.pause(UNREACHABLE, attempt, false, () -> 0.5))
        .contains(Duration.ofMillis(ceiling / 2));
  }

  @Test
  void pauseIsNeverLongerThanTheLongest() {
    Attempts many = new Attempts(99, Duration.ofMillis(500), Duration.ofSeconds(3), Set.of());
    Seeded.forAll(
        50,
        random -> {
          int attempt = 1 + random.nextInt(98);
          assertThat(many.pause(UNREACHABLE, attempt, false, random::nextDouble).orElseThrow())
              .isLessThan(Duration.ofSeconds(3));
        });
  }

  @Test
  void lastAttemptIsFollowedByNone() {
    assertThat(ATTEMPTS.pause(UNREACHABLE, 3, false, () -> 0)).isPresent();
    assertThat(ATTEMPTS.pause(UNREACHABLE, 4, false, () -> 0)).isEmpty();
    assertThat(Attempts.ONCE.pause(UNREACHABLE, 1, true, () -> 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TARGET_UNREACHABLE, true",
    "LEASE_FAILED, true",
    "ROLLED_BACK, true",
    "TARGET_REFUSED, false",
    "TEMPLATE_REFUSED, false",
    "ADDRESS_REFUSED, false",
    "PROGRAM_NOT_STARTED, false",
    "DEADLINE_PASSED, true",
    "LEASE_OVER, false",
    "REVOKED, false",
    "REVOCATIONS_STALE, false"
  })
  void whatWasNotSentIsTriedAgainWhereThatMayHelp(Code code, boolean again) {
    assertThat(ATTEMPTS.pause(Performed.notExecuted(code), 1, false, () -> 0).isPresent())
        .isEqualTo(again);
  }

  @ParameterizedTest
  @CsvSource({"503, true", "429, true", "422, false"})
  void refusalIsTriedAgainIfItsStatusIsListed(int status, boolean again) {
    Performed refused = new Performed.NotExecuted(Code.TARGET_REFUSED, answer(status, -1));

    assertThat(ATTEMPTS.pause(refused, 1, false, () -> 0).isPresent()).isEqualTo(again);
  }

  @Test
  void whatMayHaveHadAnEffectIsTriedAgainIfItsTypeIsIdempotentOnly() {
    Performed silent = Performed.inDoubt(Code.OUTCOME_UNKNOWN);
    Performed listed = new Performed.InDoubt(Code.OUTCOME_UNKNOWN, answer(503, -1));

    assertThat(ATTEMPTS.pause(silent, 1, true, () -> 0)).isPresent();
    assertThat(ATTEMPTS.pause(listed, 1, true, () -> 0)).isPresent();
    assertThat(ATTEMPTS.pause(silent, 1, false, () -> 0)).isEmpty();
    assertThat(ATTEMPTS.pause(listed, 1, false, () -> 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"OUTCOME_UNKNOWN, 500", "RESPONSE_TOO_LARGE, 0", "LEASE_OVER, 0", "REVOKED, 0"})
  void doubtThatAnotherAttemptDoesNotHelpIsLeft(Code code, int status) {
    Optional<Answer> answer = status == 0 ? Optional.empty() : answer(status, -1);

    assertThat(ATTEMPTS.pause(new Performed.InDoubt(code, answer), 1, true, () -> 0)).isEmpty();
  }

  @Test
  void successIsNotTriedAgain() {
    assertThat(ATTEMPTS.pause(new Performed.Succeeded(answer(503, 1)), 1, true, () -> 0)).isEmpty();
  }

  @Test
  void waitsAsLongAsTheTargetAsks() {
    Performed refused = new Performed.NotExecuted(Code.TARGET_REFUSED, answer(503, 2));
    Performed atTheLimit = new Performed.NotExecuted(Code.TARGET_REFUSED, answer(503, 3));

    assertThat(ATTEMPTS.pause(refused, 1, false, () -> 0.9)).contains(Duration.ofSeconds(2));
    assertThat(ATTEMPTS.pause(atTheLimit, 1, false, () -> 0.9)).contains(Duration.ofSeconds(3));
  }

  /** To ask earlier than the target wants is of no use, to wait longer is not wanted here. */
  @Test
  void givesUpWhenTheTargetAsksForMoreThanTheLongestPause() {
    Performed refused = new Performed.NotExecuted(Code.TARGET_REFUSED, answer(503, 4));

    assertThat(ATTEMPTS.pause(refused, 1, false, () -> 0)).isEmpty();
  }

  @Test
  void refusesBackoffAboveItsLongest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Attempts(2, Duration.ofSeconds(2), Duration.ofSeconds(1), Set.of()));
  }

  private static Optional<Answer> answer(int status, long retryAfter) {
    Optional<Duration> asked = Optional.of(retryAfter).filter(s -> s >= 0).map(Duration::ofSeconds);
    return Optional.of(new Answer(status, Digest.of(new byte[0]), asked));
  }
}

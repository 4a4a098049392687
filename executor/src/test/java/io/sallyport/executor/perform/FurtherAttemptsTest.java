package io.sallyport.executor.perform;

import static io.sallyport.executor.perform.PerformTrial.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.resilience.Attempts;
import io.sallyport.executor.resilience.CircuitSpec;
import io.sallyport.executor.resilience.Resilience;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt's end says of the next one, and what it tells the breaker. */
class FurtherAttemptsTest {
  private static final Instant DEADLINE = NOW.plusSeconds(40);
  private static final Performed UNREACHABLE = Performed.notExecuted(Code.TARGET_UNREACHABLE);
  private static final Performed UNKNOWN = Performed.inDoubt(Code.OUTCOME_UNKNOWN);

  @TempDir private Path home;
  private PerformTrial trial;

  @BeforeEach
  void prepares() throws IOException {
    trial = new PerformTrial(home);
    trial.attempts = new Attempts(3, Duration.ofSeconds(4), Duration.ofSeconds(30), Set.of());
  }

  @Test
  void failureThatSentNothingIsWorthAnotherAttempt() {
    Ending ending = perform(UNREACHABLE, new Claim.Try(1, false));

    assertThat(ending.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(ending.again().map(Ending.Again::pause)).contains(Duration.ofSeconds(2));
    assertThat(ending.performance()).isPresent();
  }

  @Test
  void lastAttemptIsTheLast() {
    assertThat(perform(UNREACHABLE, new Claim.Try(3, false)).again()).isEmpty();
  }

  @Test
  void withoutLeaseNothingWasSent() throws IOException {
    Files.delete(home.resolve("token"));

    assertThat(perform(UNREACHABLE, new Claim.Try(1, false)).again()).isPresent();
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void whatHadNoTimeToBeginIsWorthAnotherAttempt() {
    Instant late = NOW.plus(PerformTrial.TIMEOUT).minusMillis(1);

    Ending ending = trial.perform(late, new Claim.Try(1, false));

    assertThat(ending.code()).isEqualTo(Code.DEADLINE_PASSED);
    assertThat(ending.again()).isPresent();
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void doubtIsTriedAgainIfItsTypeIsIdempotentOnly() {
    assertThat(perform(UNKNOWN, new Claim.Try(1, false)).again()).isEmpty();

    trial.idempotent = true;
    assertThat(perform(UNKNOWN, new Claim.Try(1, false)).again()).isPresent();
  }

  /** Its former attempts were all recorded as not executed. */
  @Test
  void laterAttemptThatDidNothingFailedIfNoneMayHaveHadAnEffect() {
    Ending certain = perform(UNREACHABLE, new Claim.Try(3, false));
    Ending doubtful = perform(UNREACHABLE, new Claim.Try(3, true));

    assertThat(certain.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(doubtful.result()).isEqualTo(OutcomeResult.IN_DOUBT);
  }

  @Test
  void revokedActionIsNotTriedAgain() {
    trial.standing.revoke(PerformTrial.GITHUB);

    Ending ending = perform(UNREACHABLE, new Claim.Try(2, false));

    assertThat(ending.result()).isEqualTo(OutcomeResult.REVOKED);
    assertThat(ending.again()).isEmpty();
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void laterAttemptBeginsBeforeTheMandateEnds() {
    trial.expires = NOW.plusSeconds(3);
    perform(UNREACHABLE, new Claim.Try(1, false));
    perform(UNREACHABLE, new Claim.Try(2, false));

    assertThat(trial.handler.given)
        .extracting(each -> each.times().startBy())
        .containsExactly(NOW.plusSeconds(10), NOW.plusSeconds(3));
  }

  @Test
  void laterAttemptThatComesTooLateIsNotMade() {
    trial.expires = NOW.minusMillis(1);

    Ending ending = perform(UNREACHABLE, new Claim.Try(2, false));

    assertThat(ending.code()).isEqualTo(Code.DEADLINE_PASSED);
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void failuresOpenTheCircuitOfTheirType() {
    trial.resilience =
        new Resilience(
            Attempts.ONCE,
            Optional.of(new CircuitSpec(2, Duration.ofSeconds(30), Set.of())),
            Integer.MAX_VALUE);
    perform(UNREACHABLE, new Claim.Try(1, false));
    assertThat(trial.performing().notBefore(Seal.type().name(), NOW)).isEmpty();
    perform(UNREACHABLE, new Claim.Try(1, false));

    assertThat(trial.performing().notBefore(Seal.type().name(), NOW)).contains(NOW.plusSeconds(30));
    assertThat(trial.performing().notes()).containsExactly("handler deploy: the circuit is open");
  }

  private Ending perform(Performed performed, Claim.Try tried) {
    trial.handler.way = performance -> performed;
    return trial.perform(DEADLINE, tried);
  }
}

package io.sallyport.executor.perform;

import static io.sallyport.executor.perform.PerformTrial.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.ledger.LedgerRecord.Claim;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.ledger.Ending;
import io.sallyport.executor.resilience.Attempts;
import io.sallyport.executor.resilience.CircuitSpec;
import io.sallyport.executor.resilience.Resilience;
import io.sallyport.executor.verify.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine's clock says that there is time; the broker's says what counts. */
class LateClaimTest {
  private static final Claim.Try FIRST = new Claim.Try(1, false);

  @TempDir private Path home;
  private PerformTrial trial;
  private Instant end;

  @BeforeEach
  void prepares() throws IOException {
    trial = new PerformTrial(home);
    trial.attempts = new Attempts(3, Duration.ofSeconds(4), Duration.ofSeconds(30), Set.of());
    end = trial.expires.plus(PerformTrial.SKEW);
  }

  @Test
  void performsNothingThatWasClaimedAfterItsEnd() {
    trial.appended = end;

    Ending ending = perform(FIRST);

    assertThat(ending).isEqualTo(ended(OutcomeResult.EXPIRED));
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void performsNothingThatWasOverByTheTimeItBegan() {
    trial.appended = end.minusSeconds(60);
    trial.ago = Duration.ofSeconds(60);

    assertThat(perform(FIRST)).isEqualTo(ended(OutcomeResult.EXPIRED));
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void performsWhatIsInTimeByBothClocks() {
    trial.appended = end.minusSeconds(60);

    assertThat(perform(FIRST).result()).isEqualTo(OutcomeResult.SUCCEEDED);
  }

  @Test
  void aBrokerThatIsBehindMakesNothingValid() {
    trial.appended = NOW.minus(Duration.ofDays(1));
    trial.expires = NOW.minusSeconds(1);

    assertThat(perform(new Claim.Try(2, false)).code()).isEqualTo(Code.DEADLINE_PASSED);
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void laterAttemptThatIsLateDidNotHappenUnlessAFormerOneMayHave() {
    trial.appended = end;

    assertThat(perform(new Claim.Try(2, false))).isEqualTo(ended(OutcomeResult.EXPIRED));
    assertThat(perform(new Claim.Try(2, true))).isEqualTo(ended(OutcomeResult.IN_DOUBT));
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void whatIsLateIsOverWhateverElseItIs() {
    trial.appended = end;
    trial.standing.revoke(PerformTrial.GITHUB);

    assertThat(perform(FIRST).result()).isEqualTo(OutcomeResult.EXPIRED);
  }

  @Test
  void saysNothingOfTheTarget() {
    trial.resilience =
        new Resilience(
            Attempts.ONCE,
            Optional.of(new CircuitSpec(1, Duration.ofSeconds(30), Set.of())),
            Integer.MAX_VALUE);
    trial.appended = end;
    perform(FIRST);

    assertThat(trial.performing().notBefore(Seal.type().name(), NOW)).isEmpty();
  }

  private Ending perform(Claim.Try tried) {
    return trial.perform(NOW.plusSeconds(40), tried);
  }

  private static Ending ended(OutcomeResult result) {
    return new Ending(result, Code.EXPIRED, Optional.empty());
  }
}

package io.sallyport.executor.perform;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.credential.LeaseRequest;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.ledger.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is revoked starts nothing, and is cut short. */
class RevokedActionTest {
  @TempDir private Path home;
  private final AtomicBoolean ended = new AtomicBoolean();
  private PerformTrial trial;

  @BeforeEach
  void prepares() throws IOException {
    trial = new PerformTrial(home);
  }

  @Test
  void performsNothingThatWasRevoked() {
    trial.standing.revoke(PerformTrial.GITHUB);

    Ending ending = trial.perform(PerformTrial.NOW.plusSeconds(40));

    assertThat(ending.result()).isEqualTo(OutcomeResult.REVOKED);
    assertThat(ending.code()).isEqualTo(Code.REVOKED);
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void performsNothingWhileNobodyKnowsWhatIsRevoked() {
    trial.standing.unconfirmed();

    Ending ending = trial.perform(PerformTrial.NOW.plus(PerformTrial.TIMEOUT));

    assertThat(ending.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(ending.code()).isEqualTo(Code.REVOCATIONS_STALE);
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void waitsForTheConfirmation() {
    trial.standing.unconfirmedFor(3);

    assertThat(trial.perform(PerformTrial.NOW.plusSeconds(40)).result())
        .isEqualTo(OutcomeResult.SUCCEEDED);
  }

  @Test
  void whatBecomesKnownWhileItWaitsCounts() {
    trial
        .standing
        .unconfirmedFor(1)
        .onConfirmation(() -> trial.standing.revoke(PerformTrial.GITHUB));

    assertThat(trial.perform(PerformTrial.NOW.plusSeconds(40)).result())
        .isEqualTo(OutcomeResult.REVOKED);
  }

  @Test
  void doesNotWaitForALeaseOfWhatIsRevoked() {
    assertThat(
            trial
                .credential()
                .lease(
                    new LeaseRequest(
                        PerformTrial.ACTION.id(), PerformTrial.fields(), Duration.ZERO)))
        .isPresent();
    Thread.ofVirtual()
        .start(() -> {
          Awaitility.await().until(() -> trial.performing != null);
          trial.standing.revoke(PerformTrial.GITHUB);
          Awaitility.await()
              .until(() -> {
                trial.performing().revoked();
                return ended.get();
              });
        });

    Ending ending = trial.perform(PerformTrial.NOW.plusSeconds(40));
    ended.set(true);

    assertThat(ending.result()).isEqualTo(OutcomeResult.REVOKED);
  }

  @Test
  void looksAgainBeforeTheFirstByte() {
    trial.handler.way =
        performance -> {
          trial.standing.revoke(PerformTrial.GITHUB);
          return Performed.notExecuted(performance.tooLate().orElseThrow());
        };

    assertThat(trial.perform(PerformTrial.NOW.plusSeconds(40)).result())
        .isEqualTo(OutcomeResult.REVOKED);
  }

  @Test
  void cutsShortWhatRuns() {
    trial.handler.way =
        performance -> {
          trial.standing.revoke(PerformTrial.GITHUB);
          Thread.ofVirtual().start(trial.performing()::revoked);
          return interrupted(Duration.ofSeconds(20));
        };

    Ending ending = trial.perform(PerformTrial.NOW.plusSeconds(40));

    assertThat(ending.result()).isEqualTo(OutcomeResult.IN_DOUBT);
    assertThat(ending.code()).isEqualTo(Code.REVOKED);
  }

  /** As a handler that waits for its target. */
  private static Performed interrupted(Duration patience) {
    try {
      Thread.sleep(patience);
      return new Performed.Succeeded(Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Performed.inDoubt(Code.OUTCOME_UNKNOWN);
    }
  }

  @Test
  void leavesOthersAlone() {
    trial.handler.way =
        performance -> {
          trial.standing.revoke(new Target(Target.Kind.SOURCE, "gitlab"));
          trial.performing().revoked();
          return interrupted(Duration.ZERO);
        };

    assertThat(trial.perform(PerformTrial.NOW.plusSeconds(40)).result())
        .isEqualTo(OutcomeResult.SUCCEEDED);
  }

  @Test
  void whatTheTargetAnsweredAllTheSameCounts() {
    trial.handler.way =
        performance -> {
          trial.standing.revoke(PerformTrial.GITHUB);
          trial.performing().revoked();
          return new Performed.Succeeded(
              Optional.of(new Performed.Answer(201, PerformTrial.DIGEST)));
        };

    assertThat(trial.perform(PerformTrial.NOW.plusSeconds(40)).result())
        .isEqualTo(OutcomeResult.SUCCEEDED);
    assertThat(Thread.interrupted()).isFalse();
  }
}

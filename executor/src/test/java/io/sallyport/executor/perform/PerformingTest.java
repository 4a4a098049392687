package io.sallyport.executor.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.Execution;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.executor.credential.Lease;
import io.sallyport.executor.handler.Performance;
import io.sallyport.executor.ledger.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformingTest {
  @TempDir private Path home;
  private PerformTrial trial;

  @BeforeEach
  void prepares() throws IOException {
    trial = new PerformTrial(home);
  }

  @Test
  void lendsCredentialForTheActionOnly() {
    Ending ending = trial.perform(PerformTrial.NOW.plusSeconds(40));

    assertThat(ending.result()).isEqualTo(OutcomeResult.SUCCEEDED);
    Lease lease = trial.handler.given.getFirst().lease();
    assertThatThrownBy(lease::bearer).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavesTheHandlerItsWholeTimeBeforeTheDeadline() {
    trial.perform(PerformTrial.NOW.plusSeconds(40));

    assertThat(trial.handler.given.getFirst().times().startBy())
        .isEqualTo(PerformTrial.NOW.plusSeconds(10));
  }

  @Test
  void takesTheLeaseBackAfterItsLongestTime() {
    trial.perform(PerformTrial.NOW.plusSeconds(40));

    Performance given = trial.handler.given.getFirst();
    assertThat(given.times().endBy()).isEqualTo(PerformTrial.NOW.plus(PerformTrial.LONGEST));
    assertThat(given.time(PerformTrial.TIMEOUT)).isEqualTo(PerformTrial.LONGEST);
  }

  @Test
  void tellsWhenAndWithWhichLeaseItWasPerformed() {
    Ending ending = trial.perform(PerformTrial.NOW.plusSeconds(40));

    Execution.Lease terms = trial.handler.given.getFirst().lease().terms().orElseThrow();
    assertThat(ending.performance())
        .contains(new Execution(PerformTrial.NOW, PerformTrial.NOW, Optional.of(terms)));
    assertThat(terms.credential()).isEqualTo("ci");
    assertThat(terms.id()).isNotEqualTo(another(terms));
  }

  @Test
  void startsNothingThatCouldOutliveItsDeadline() {
    Ending ending = trial.perform(PerformTrial.NOW.plus(PerformTrial.TIMEOUT).minusMillis(1));

    assertThat(ending.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(ending.code()).isEqualTo(Code.DEADLINE_PASSED);
    assertThat(trial.handler.given).isEmpty();
  }

  @Test
  void withoutLeaseNothingIsPerformed() throws IOException {
    Files.delete(home.resolve("token"));

    Ending ending = trial.perform(PerformTrial.NOW.plusSeconds(40));

    assertThat(ending.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(ending.code()).isEqualTo(Code.LEASE_FAILED);
    assertThat(ending.performance()).isEmpty();
    assertThat(trial.handler.given).isEmpty();
  }

  /** Or a target that is away now would hide that a lost process had performed it. */
  @Test
  void laterAttemptThatDidNothingIsInDoubt() throws IOException {
    Files.delete(home.resolve("token"));

    Ending ending = trial.perform(PerformTrial.NOW.plusSeconds(40), 2);

    assertThat(ending.result()).isEqualTo(OutcomeResult.IN_DOUBT);
    assertThat(ending.code()).isEqualTo(Code.LEASE_FAILED);
  }

  @Test
  void laterAttemptMaySucceed() {
    assertThat(trial.perform(PerformTrial.NOW.plusSeconds(40), 2).result())
        .isEqualTo(OutcomeResult.SUCCEEDED);
  }

  @Test
  void claimLastsForAllowanceAndTimeout() {
    assertThat(trial.route().budget()).isEqualTo(Duration.ofSeconds(40));
  }

  private String another(Execution.Lease terms) {
    trial.perform(PerformTrial.NOW.plusSeconds(40));
    Execution.Lease second = trial.handler.given.getLast().lease().terms().orElseThrow();
    assertThat(second.credential()).isEqualTo(terms.credential());
    return second.id();
  }

  @Test
  void aFormerAttemptStaysInDoubt() {
    trial.standing.revoke(PerformTrial.GITHUB);

    Ending ending = trial.perform(PerformTrial.NOW.plusSeconds(40), 2);

    assertThat(ending.result()).isEqualTo(OutcomeResult.IN_DOUBT);
    assertThat(ending.code()).isEqualTo(Code.REVOKED);
  }
}

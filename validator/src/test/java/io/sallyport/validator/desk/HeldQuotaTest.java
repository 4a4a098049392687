package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.validator.Demo;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.hold.People;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for persons counts from when it may be sealed at the latest. */
class HeldQuotaTest {
  private static final Instant DEADLINE = Demo.NOW.plus(Duration.ofMinutes(5));

  @TempDir private Path directory;
  private Office office;
  private Output first;

  @BeforeEach
  void hold() {
    Bundles.copy(directory);
    People.approvers(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        """
          quotas: [{id: q, key: action.environment, max: 1, per: 10s}]
          statements:
            - {id: ask, effect: stepUp, when: 'true', group: duty, threshold: 1, deadline: 5m}
        """
            .stripTrailing());
    office = new Office(Bundles.read(directory));
    first = office.refer("main", "1");
    assertThat(office.decide(first).ruling().code()).isEqualTo(Code.APPROVAL_NEEDED);
  }

  private void assertFullUntil(Instant end) {
    office.now = end.minusMillis(1);
    office.tick();
    office.restart();
    assertThat(office.push("a", "main", "2")).isEqualTo(Code.QUOTA_EXCEEDED);
    office.now = end;
    assertThat(office.push("a", "main", "3")).isEqualTo(Code.APPROVAL_NEEDED);
  }

  @Test
  void countsFromItsDeadline() {
    assertFullUntil(DEADLINE.plusSeconds(10));
  }

  @Test
  void countsFromWhenItsExecutorHasTriedIt() {
    office.now = Demo.NOW.plusSeconds(60);

    assertThat(office.tell(first, OutcomeResult.FAILED)).isEqualTo("kept");

    assertFullUntil(Demo.NOW.plusSeconds(70));
  }

  @Test
  void countsNoLongerForAnOutcomeThatComesLate() {
    office.now = DEADLINE.plusSeconds(5);

    assertThat(office.tell(first, OutcomeResult.SUCCEEDED)).isEqualTo("kept");

    assertFullUntil(DEADLINE.plusSeconds(10));
  }

  @Test
  void isForgottenAtLast() {
    office.now = DEADLINE.plusSeconds(20).minusMillis(1);
    office.tick();
    assertThat(office.kept()).isNotEmpty();

    office.now = DEADLINE.plusSeconds(20);
    office.tick();

    assertThat(office.kept()).isEmpty();
  }
}

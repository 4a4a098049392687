package io.sallyport.executor.perform;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.executor.handler.Performed;
import io.sallyport.executor.outcome.ExecutorMetrics;
import io.sallyport.service.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows from records that are no revocation. */
class RevokedNewsTest {
  @TempDir private Path home;
  private final Metrics metrics = new Metrics();
  private PerformTrial trial;

  @BeforeEach
  void prepares() throws IOException {
    trial = new PerformTrial(home);
  }

  /** Then everything is stopped, and nobody revoked anything. */
  @Test
  void aFullBookCutsWhatRuns() {
    assertThat(isCutBy(Code.REVOCATIONS_FULL)).isTrue();
  }

  @Test
  void whatDoesNotCountCutsNothing() {
    assertThat(isCutBy(Code.SIGNATURE_INVALID)).isFalse();
    assertThat(metrics.text())
        .contains("sallyport_executor_revocations_total{result=\"signature-invalid\"} 1");
  }

  private boolean isCutBy(Code code) {
    boolean[] cut = new boolean[1];
    trial.handler.way =
        performance -> {
          trial.standing.revoke(PerformTrial.GITHUB);
          new Revoked(trial.performing(), new ExecutorMetrics(metrics)).refused(code);
          cut[0] = Thread.currentThread().isInterrupted();
          return new Performed.Succeeded(Optional.empty());
        };
    trial.perform(PerformTrial.NOW.plusSeconds(40));
    return cut[0];
  }
}

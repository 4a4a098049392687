package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.receipt.OutcomeResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrashAuditTest {
  private static final ActionId SENT =
      ActionId.of(
          "github",
          DedupeId.of("github", "hook", DedupeId.Basis.SIGNED_ID, new byte[] {1}),
          "deploy-on-push");

  @Test
  void findsNothingInOneEffectForOneSuccess() {
    assertThat(audit(List.of(SENT.text())).findings()).isEmpty();
  }

  @Test
  void findsAnEffectOfNoSentAction() {
    assertThat(audit(List.of(SENT.text(), "stranger")).findings())
        .containsExactly("an effect of no sent action: stranger");
  }

  @Test
  void findsASecondEffectOfWhatIsNotIdempotent() {
    assertThat(audit(List.of(SENT.text(), SENT.text())).findings()).hasSize(1);
  }

  private static CrashAudit audit(List<String> effects) {
    Map<ActionId, List<OutcomeResult>> ends = Map.of(SENT, List.of(OutcomeResult.SUCCEEDED));
    return new CrashAudit(Map.of(SENT, false), ends, List.of(), 0, effects);
  }
}

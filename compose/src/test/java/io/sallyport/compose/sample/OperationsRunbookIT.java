package io.sallyport.compose.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alerts and operators share a budget of restarts; a failover is another cell's. */
@Tag("AARM-R9")
class OperationsRunbookIT extends SampleSuite {
  private static final int SHARE = 6;
  private static final int BUDGET = 10;
  private static final String ROUTINE = "runbook-routine";

  private SampleSender alerts;
  private SampleSender operators;

  OperationsRunbookIT() {
    super("operations-runbook");
  }

  @BeforeAll
  void enters() {
    alerts = SampleSender.hooks(site, "alerts");
    operators = SampleSender.agent(site, "operators");
    site.start();
  }

  /** Another alert about the same service. */
  private String anew(String payload) {
    return payload(payload)
        .replace("6f1c2f0e-8a3b-4c7d-9e21-5b0a4d3c2f10", UUID.randomUUID().toString());
  }

  private String byHand() {
    return operators.send(anew("operator-restarts").replace("search", "shop"));
  }

  @Test
  void restartsWithinItsBudgetOnly() {
    for (int i = 0; i < SHARE; i++) {
      assertPerformed(alerts.send(anew("restart")), ROUTINE, "restart-token");
    }
    await(alerts.send(anew("restart")), Code.QUOTA_SHARE_EXCEEDED);
    for (int i = SHARE; i < BUDGET; i++) {
      assertPerformed(byHand(), ROUTINE, "restart-token");
    }
    await(byHand(), Code.QUOTA_EXCEEDED);

    assertThat(site.target().effects("/services/shop/restarts")).hasSize(BUDGET);
  }

  @Test
  void failsOverForOperatorsOnlyAndInAnotherCell() {
    await(alerts.send(payload("alert-fails-over")), Code.NO_RULE);
    assertThat(site.target().effects("/databases/")).isEmpty();

    String asked = operators.send(payload("fail-over"));

    assertPerformed(asked, "runbook-privileged", "failover-token");
    assertThat(site.target().effects("/databases/orders/failovers")).hasSize(1);
  }
}

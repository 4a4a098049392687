package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sealed while no executor was there, some of it too long ago. */
class OutageIT {
  private static final int HALF = 25;

  /** Longer than a mandate lives here. */
  private static final Duration OUTAGE = Duration.ofMinutes(11);

  @TempDir private Path brokerDirectory;
  @TempDir private Path directory;

  @Test
  void performsWhatIsStillInTimeAndEndsTheRestExpired() throws IOException {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory)) {
      RetryOrders orders = new RetryOrders(cluster, stage);
      orders.handle(RetryOrders.ONCE, stage.target().origin(), "");
      ActionId before;
      try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
        before = orders.send(RetryOrders.ONCE, "before", 0);
        orders.awaitEnd(before);
      }
      List<ActionId> late = new ArrayList<>();
      List<ActionId> timely = new ArrayList<>();
      for (int i = 0; i < HALF; i++) {
        late.add(orders.send(RetryOrders.ONCE, "lane-" + i, 0, Instant.now().minus(OUTAGE)));
        timely.add(orders.send(RetryOrders.ONCE, "lane-" + i, 0));
      }

      try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
        assertThat(orders.awaitEnds(late))
            .extracting(ReceiptBody.Outcome::result)
            .containsOnly(OutcomeResult.EXPIRED);
        assertThat(orders.awaitEnds(timely))
            .extracting(ReceiptBody.Outcome::result)
            .containsOnly(OutcomeResult.SUCCEEDED);
      }

      List<String> performed = new ArrayList<>(timely.stream().map(ActionId::text).toList());
      performed.add(before.text());
      assertThat(stage.target().effects()).containsExactlyInAnyOrderElementsOf(performed);
      assertThat(orders.ended()).hasSize(2 * HALF + 1);
      assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
    }
  }
}

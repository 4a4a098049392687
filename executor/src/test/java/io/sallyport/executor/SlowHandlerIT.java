package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the limits that are shipped: a handler whose target hangs, beside another. */
class SlowHandlerIT {
  /** More keys than an executor has workers. */
  private static final int KEYS = 300;

  private static final int QUARTER = 64;

  @TempDir private Path brokerDirectory;
  @TempDir private Path directory;

  @Test
  void leavesWorkersToTheOthers() throws IOException {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory);
        FakeTarget prompt = new FakeTarget()) {
      RetryOrders orders = new RetryOrders(cluster, stage);
      orders.handle(RetryOrders.ONCE, stage.target().origin(), "timeout: 2m");
      orders.handle(RetryOrders.AGAIN, prompt.origin(), "timeout: 2s");
      Path credential = stage.home().bundle().resolve("credential-ci.yaml");
      String text = Files.readString(credential);
      Files.writeString(credential, text.replace("limit: 8", "limit: " + QUARTER * 2));
      stage.target().hang();
      try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
        for (int i = 0; i < KEYS; i++) {
          orders.send(RetryOrders.ONCE, "slow-" + i, 0);
        }
        Stage.await(() -> stage.target().effects().size() == QUARTER);

        ActionId fast = orders.send(RetryOrders.AGAIN, "fast", 0);

        assertThat(orders.awaitEnd(fast).result()).isEqualTo(OutcomeResult.SUCCEEDED);
        assertThat(orders.ended()).containsOnlyKeys(fast);
        assertThat(stage.target().effects()).hasSize(QUARTER);
        stage.target().answer();
      }
    }
  }
}

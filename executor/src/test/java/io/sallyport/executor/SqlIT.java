package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.postgres.Shop;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that are statements, from the trusted topic to a real database and back. */
class SqlIT {
  @TempDir private Path brokerDirectory;
  @TempDir private Path directory;

  @Test
  void performsWhatTheDatabaseTakesAndNothingElse() throws IOException, SQLException {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory)) {
      ShopEffects shop = new ShopEffects(cluster, stage);
      try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
        ActionId taken = shop.send("taken");
        stage.awaitEndings(1);
        shop.send(ShopEffects.FORBIDDEN);

        assertThat(stage.awaitEndings(2)).containsExactly("SUCCEEDED", "FAILED");
        assertThat(ShopEffects.effects()).containsExactly("taken");
        assertThat(ShopEffects.performed()).containsExactly(taken.text());
      }
      assertThat(shop.own().receipt(ShopEffects.FORBIDDEN).code()).isEqualTo(Code.TARGET_REFUSED);
      assertThat(Shop.roles()).as("live leases").isEmpty();
      assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
    }
  }
}

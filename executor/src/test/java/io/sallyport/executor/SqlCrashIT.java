package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.id.ActionId;
import io.sallyport.executor.lane.Moments.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once at a database, whatever dies: an executor between the database's commit and the
 * outcome, or between the claim and the first byte. The next owner asks by the row.
 */
class SqlCrashIT {
  private static final List<Moment> DEATHS =
      List.of(Moment.PERFORMED, Moment.STARTING, Moment.PERFORMED);

  @TempDir private Path brokerDirectory;
  @TempDir private Path directory;

  @Test
  void isExactlyOnceWhateverDies() throws Exception {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory)) {
      ShopEffects shop = new ShopEffects(cluster, stage);
      Path config = stage.home().config();
      String attempts = "limits: {attempts: 10, ";
      Files.writeString(config, Files.readString(config).replace("limits: {", attempts));
      Deaths deaths = new Deaths(Duration.ofMinutes(2));
      List<String> deliveries = new ArrayList<>();
      List<String> actions = new ArrayList<>();
      for (Moment moment : DEATHS) {
        Process process = stage.home().forkCrashing("executor-1", moment, 0);
        deliveries.add("delivery-" + deliveries.size());
        ActionId action = shop.send(deliveries.getLast());
        actions.add(action.text());
        deaths.await(process, moment);
      }
      assertThat(deaths.missed()).isZero();
      assertThat(ShopEffects.effects()).as("committed before a death").contains("delivery-0");

      Process last = stage.home().forkAs("executor-1");
      List<String> endings = stage.awaitEndings(DEATHS.size());
      Stage.kill(last);

      assertThat(endings)
          .as("%s", deliveries.stream().map(shop.own()::receipt).toList())
          .isEqualTo(Collections.nCopies(DEATHS.size(), "SUCCEEDED"));
      assertThat(ShopEffects.effects()).isEqualTo(deliveries);
      assertThat(ShopEffects.performed()).containsExactlyInAnyOrderElementsOf(actions);
      assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
    }
  }
}

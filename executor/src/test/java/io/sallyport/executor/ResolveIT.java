package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.resolution.Finding;
import io.sallyport.contract.resolution.ResolveCommand.Doubt;
import io.sallyport.executor.lane.Moments.Moment;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators' words on actions in doubt, on a real broker: recorded once, and never performed. */
@Tag("CSF-RC.RP")
class ResolveIT {
  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private Operators operators;
  private int deliveries;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void installs() throws IOException {
    stage = new Stage(cluster, directory);
    operators = new Operators(cluster, stage.installation());
    stage.target().hang();
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void recordsTheFirstWordOnceAndPerformsNothing() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Doubt doubt = doubt();

      String word = operators.first(doubt, Finding.NOT_PERFORMED);
      operators.write(word);
      operators.second(doubt, Finding.PERFORMED);
      resolveAnother();

      assertThat(findings()).containsExactly(Finding.NOT_PERFORMED, Finding.PERFORMED);
      assertThat(operators.resolved().getFirst().action().id()).isEqualTo(doubt.action());
      assertThat(stage.target().effects()).hasSize(2);
      assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
    }
  }

  @Test
  void hearsWhatWasSaidWhileItWasDown() {
    Doubt doubt;
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      doubt = doubt();
    }
    operators.first(doubt, Finding.PERFORMED);

    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Stage.await(() -> operators.resolved().size() == 1);
    }
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      operators.second(doubt, Finding.NOT_PERFORMED);
      resolveAnother();
    }
    assertThat(findings()).containsExactly(Finding.PERFORMED, Finding.PERFORMED);
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITING", "WRITTEN"})
  void recordsItOnceThoughItDiesWhileWriting(Moment moment) throws Exception {
    Doubt doubt;
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      doubt = doubt();
    }
    operators.first(doubt, Finding.PERFORMED);

    stage.home().forkCrashing("dying", moment, 0).waitFor();
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Stage.await(() -> !operators.resolved().isEmpty());
      resolveAnother();
    }
    assertThat(operators.resolved()).hasSize(2);
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  @Test
  void doesNotHearStrangers() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Doubt doubt = doubt();
      Cluster.Installation here = stage.installation();
      Operators strangers =
          new Operators(
              cluster,
              new Cluster.Installation(
                  here.topics(),
                  here.key(),
                  here.seal(),
                  here.environment(),
                  SigningKey.generate(),
                  here.second()));

      strangers.first(doubt, Finding.PERFORMED);
      operators.write("no.command.atAll");
      resolveAnother();

      assertThat(operators.resolved())
          .extracting(ReceiptBody.Resolved::action)
          .noneMatch(action -> action.id().equals(doubt.action()));
    }
  }

  /** One more action whose target takes the request and does not answer. */
  private Doubt doubt() {
    int before = operators.doubts().size();
    cluster.produce(stage.sealed("delivery-" + deliveries++, "staging"));
    Stage.await(() -> operators.doubts().size() > before);
    return operators.doubts().getLast();
  }

  /** Everything that was said before it is heard before it. */
  private void resolveAnother() {
    Doubt another = doubt();
    operators.first(another, Finding.PERFORMED);
    Stage.await(() ->
        operators.resolved().stream()
            .anyMatch(each -> each.action().id().equals(another.action())));
  }

  private List<Finding> findings() {
    return operators.resolved().stream().map(each -> each.resolution().finding()).toList();
  }
}

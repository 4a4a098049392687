package io.sallyport.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.cli.terminal.CannotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartProcessTest {
  @TempDir private Path home;
  private QuickstartProcess quickstart;

  @BeforeEach
  void buildsTheStandIn() throws IOException {
    StandIn.build(home);
    quickstart = QuickstartProcess.of(home);
  }

  @Test
  void handsArgumentsAndExitCodeThrough() throws Exception {
    int code = quickstart.run(List.of("down", "--data", "/somewhere else"));

    assertThat(code).isEqualTo(3);
    assertThat(home.resolve("called")).hasContent("down --data /somewhere else");
  }

  @Test
  void boundsTheHeap() throws Exception {
    quickstart.run(List.of("status"));

    assertThat(home.resolve("flags")).content().contains("-Xmx96m");
  }

  @Test
  void stopsInGoodOrder() throws Exception {
    Path log = home.resolve("log");
    Process process = quickstart.startQuiet(List.of("up"), log);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.size(log) > 0);

    QuickstartProcess.stop(process);

    assertThat(process.isAlive()).isFalse();
    assertThat(home.resolve("ended")).hasContent("in good order");
    assertThat(log).hasContent("running");
  }

  @Test
  void cannotRunWhatIsNotBuilt() throws IOException {
    Files.delete(home.resolve("quickstart/target/classpath"));

    assertThatThrownBy(() -> quickstart.run(List.of("status")))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("not built");
  }

  @Test
  void leavesNothingBehindWhenItIsKilled() throws Exception {
    Process command = StandIn.command(home, "up", "--data", home.resolve("data").toString());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(home.resolve("called")));

    command.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> Files.exists(home.resolve("ended")));
  }
}

package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An executor whose clock is an hour behind reads what was sealed before that hour. By its clock
 * all of it is in time; the broker that appends its claims knows better.
 */
@Tag("ASI08")
@Tag("CSF-PR.IR")
class BehindClockIT {
  private static final int HALF = 5;
  private static final Duration BEHIND = Duration.ofHours(1);

  /** Five minutes of ten are left by the clock that is behind. */
  private static final Duration AGE = BEHIND.plusMinutes(5);

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private RetryOrders requests;
  private Orders records;

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
    requests = new RetryOrders(cluster, stage);
    requests.handle(RetryOrders.ONCE, stage.target().origin(), "");
    records = new Orders(cluster, stage.installation());
    records.writeBundle(stage.home().bundle());
    cluster.target(stage.installation(), records.topic(), true);
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void performsNoRequestOfABacklogThatIsOver() throws Exception {
    List<ActionId> late = new ArrayList<>();
    for (int i = 0; i < HALF; i++) {
      late.add(requests.send(RetryOrders.ONCE, "lane-" + i, 0, Instant.now().minus(AGE)));
    }

    List<ReceiptBody.Outcome> ends = endsByTheClockThatIsBehind(late);

    assertThat(ends).allMatch(end -> end.result() == OutcomeResult.EXPIRED);
    assertThat(ends).allMatch(end -> end.code() == Code.EXPIRED);
    assertThat(ends).allMatch(end -> end.attempt().isPresent(), "was claimed");
    assertThat(ends).allMatch(end -> end.performance().isEmpty());
    assertThat(stage.target().effects()).isEmpty();
    goesOnWithTheRightClock(HALF);
  }

  @Test
  void carriesNoRecordOfABacklogThatIsOver() throws Exception {
    List<ActionId> late = new ArrayList<>();
    for (int i = 0; i < HALF; i++) {
      late.add(records.send(i, "tea", Instant.now().minus(AGE)));
    }

    List<ReceiptBody.Outcome> ends = endsByTheClockThatIsBehind(late);

    assertThat(ends).allMatch(end -> end.result() == OutcomeResult.EXPIRED);
    assertThat(ends).allMatch(end -> end.code() == Code.EXPIRED);
    assertThat(records.found()).isEmpty();
    goesOnWithTheRightClock(HALF);
  }

  private List<ReceiptBody.Outcome> endsByTheClockThatIsBehind(List<ActionId> late) {
    Clock behind = Clock.offset(Clock.systemUTC(), BEHIND.negated());
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config(), behind)) {
      return requests.awaitEnds(late);
    }
  }

  /** What ended stays ended, and the chains of receipts are whole. */
  private void goesOnWithTheRightClock(int ended) throws Exception {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ActionId request = requests.send(RetryOrders.ONCE, "lane-0", 1);
      ActionId record = records.send(0, "milk");
      assertThat(requests.awaitEnds(List.of(request, record)))
          .allMatch(end -> end.result() == OutcomeResult.SUCCEEDED);
      assertThat(stage.target().effects()).containsExactly(request.text());
      assertThat(records.keys()).containsExactly(record.text());
    }
    assertThat(requests.ended()).hasSize(ended + 2);
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }
}

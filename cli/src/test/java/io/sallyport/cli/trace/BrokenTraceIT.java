package io.sallyport.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.Code;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts that prove nothing, or are gone: nothing behind them is posted, or passed over. */
class BrokenTraceIT {
  @TempDir private static Path brokerDirectory;
  private static EmbeddedBroker broker;

  @TempDir private Path directory;
  private TraceStage stage;

  @BeforeAll
  static void starts() {
    broker = EmbeddedBroker.start(brokerDirectory.resolve("broker"));
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @BeforeEach
  void installs() throws Exception {
    stage = new TraceStage(broker, directory);
  }

  @AfterEach
  void ends() {
    stage.close();
  }

  @Test
  void postsNothingThatIsNotProven() {
    stage.run(ExitCode.DONE);
    stage.say(stage.forged());

    stage.run(ExitCode.NO);

    assertThat(stage.collector.got()).isEmpty();
    assertThat(stage.screen.err()).contains("BROKEN validator gate-0");
  }

  /** Another chain's receipt behind it is proven, and waits as well. */
  @Test
  void neitherPostsNorPassesOverWhatIsBehindABreak() throws Exception {
    stage.run(ExitCode.DONE);
    stage.say(proven(), stage.forged(), behind());

    stage.run(ExitCode.NO);
    String posted = Files.readString(stage.posted());
    stage.run(ExitCode.NO);

    assertThat(stage.collector.spans()).as("what is before it").hasSize(2);
    assertThat(posted).containsPattern(stage.topics.validatorReceipts() + ":0\": ?1\\b");
    assertThat(Files.readString(stage.posted())).isEqualTo(posted);
  }

  private ReceiptRecord proven() {
    return stage.next(Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED));
  }

  private ReceiptRecord behind() {
    return stage.chain("desk-0").append(Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED));
  }

  @Test
  void followsUntilAReceiptProvesNothing() throws Exception {
    stage.run(ExitCode.DONE);
    CompletableFuture<Integer> following = CompletableFuture.supplyAsync(stage::start);
    stage.say(proven());
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> stage.collector.spans().size() == 2);
    assertThat(following).isNotDone();

    stage.say(stage.forged());

    assertThat(following.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.NO);
    assertThat(stage.collector.spans()).hasSize(2);
  }

  @Test
  void saysWhereReceiptsAreGone() throws Exception {
    Files.writeString(stage.posted(), "{\"" + stage.topics.validatorReceipts() + ":0\":77}");

    stage.run(ExitCode.CANNOT_RUN);

    assertThat(stage.screen.err()).contains("are not there any more");
  }

  @Test
  void saysThatReceiptsWereDeleted() throws Exception {
    stage.run(ExitCode.DONE);
    stage.allowed();
    TopicPartition place = new TopicPartition(stage.topics.validatorReceipts(), 0);
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(1))).all().get();
    }

    stage.run(ExitCode.CANNOT_RUN);

    assertThat(stage.screen.err()).contains("are not there any more");
    assertThat(stage.collector.got()).isEmpty();
  }

  @Test
  void asksForWhatItCannotRead() throws Exception {
    Files.writeString(stage.posted(), "{\"x\":1}");

    stage.run(ExitCode.CANNOT_RUN);

    assertThat(stage.screen.err()).contains("does not say how far receipts were posted");
  }
}

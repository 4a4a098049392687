package io.sallyport.executor;

import static io.sallyport.executor.RetryOrders.AGAIN;
import static io.sallyport.executor.RetryOrders.LEVEL;
import static io.sallyport.executor.RetryOrders.ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.receipt.Attempt;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.Response;
import io.sallyport.contract.revocation.Revocation;
import io.sallyport.contract.revocation.Revocation.Order;
import io.sallyport.contract.revocation.RevocationCodec;
import io.sallyport.contract.revocation.Target;
import io.sallyport.executor.FlakyTarget.Request;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Further attempts, circuits and sequences on a real broker, with real targets that fail. */
@Tag("ASI08")
class AttemptsIT {
  private static final String ATTEMPTS =
      "attempts: {max: 3, backoff: 50ms, maxBackoff: 10s, statuses: [503]}";

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private RetryOrders orders;
  private FlakyTarget target;

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
    orders = new RetryOrders(cluster, stage);
    target = new FlakyTarget();
  }

  @AfterEach
  void closes() {
    target.close();
    stage.close();
  }

  @Test
  void refusedActionIsTriedAgainUntilTheTargetWorks() throws IOException {
    orders.handle(ONCE, target.origin(), ATTEMPTS);
    target.fail("/a", 2, 503, "");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ReceiptBody.Outcome end = orders.awaitEnd(orders.send(ONCE, "a", 1));

      assertThat(end.result()).isEqualTo(OutcomeResult.SUCCEEDED);
      assertThat(end.attempt().map(Attempt::number)).contains(3);
      assertThat(target.requests()).extracting(Request::status).containsExactly(503, 503, 201);
      assertThat(target.requests()).extracting(Request::key).containsOnly(end.action().id().text());
      assertThat(orders.postponements())
          .extracting(each -> each.attempt() + " " + each.result() + " " + each.code().text())
          .containsExactly("1 FAILED target-refused", "2 FAILED target-refused");
    }
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  @Test
  void actionEndsAsItsLastAttemptDid() throws IOException {
    orders.handle(ONCE, target.origin(), ATTEMPTS);
    target.fail("/a", 9, 503, "");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ReceiptBody.Outcome end = orders.awaitEnd(orders.send(ONCE, "a", 1));

      assertThat(end.result()).isEqualTo(OutcomeResult.FAILED);
      assertThat(end.code()).isEqualTo(Code.TARGET_REFUSED);
      assertThat(end.attempt().map(Attempt::number)).contains(3);
      assertThat(end.response().map(Response::status)).contains(503);
      assertThat(target.requests()).hasSize(3);
    }
  }

  @Test
  void whatMayHaveHappenedIsTriedAgainUnderTheSameKeyIfItsTypeIsIdempotentOnly()
      throws IOException {
    orders.handle(ONCE, target.origin(), ATTEMPTS);
    orders.handle(AGAIN, target.origin(), ATTEMPTS);
    target.drop("/once");
    target.drop("/again");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ReceiptBody.Outcome once = orders.awaitEnd(orders.send(ONCE, "once", 1));
      ReceiptBody.Outcome again = orders.awaitEnd(orders.send(AGAIN, "again", 1));

      assertThat(once.result()).isEqualTo(OutcomeResult.IN_DOUBT);
      assertThat(once.attempt().map(Attempt::number)).contains(1);
      assertThat(again.result()).isEqualTo(OutcomeResult.SUCCEEDED);
      assertThat(again.attempt().map(Attempt::number)).contains(2);
      assertThat(keys("/once")).containsExactly(once.action().id().text());
      assertThat(keys("/again"))
          .containsExactly(again.action().id().text(), again.action().id().text());
    }
  }

  @Test
  void waitsAsLongAsTheTargetAsksAndHoldsItsKeyOnly() throws IOException {
    orders.handle(ONCE, target.origin(), ATTEMPTS);
    target.fail("/a", 1, 503, "3");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ActionId first = orders.send(ONCE, "a", 1);
      ActionId second = orders.send(ONCE, "a", 2);
      ActionId other = orders.send(ONCE, "b", 1);
      orders.awaitEnd(other);
      orders.awaitEnd(second);

      List<String> order = target.requests().stream().map(Request::key).toList();
      assertThat(order.stream().filter(key -> !key.equals(other.text())))
          .containsExactly(first.text(), first.text(), second.text());
      assertThat(order.indexOf(other.text())).isBetween(0, order.lastIndexOf(first.text()) - 1);
      List<Request> ofFirst =
          target.requests().stream().filter(each -> each.key().equals(first.text())).toList();
      assertThat(Duration.between(ofFirst.get(0).at(), ofFirst.get(1).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }
  }

  /** Killed between two attempts: the ledger says that the first did nothing. */
  @Test
  void anotherOwnerMakesTheNextAttempt() throws Exception {
    orders.handle(ONCE, target.origin(), ATTEMPTS);
    target.fail("/a", 1, 503, "8");
    ActionId action = orders.send(ONCE, "a", 1);
    Process first = stage.home().forkAs("executor-1");
    Stage.await(() -> !orders.postponements().isEmpty());
    Stage.kill(first);
    Process second = stage.home().forkAs("executor-1");
    try {
      ReceiptBody.Outcome end = orders.awaitEnd(action);

      assertThat(end.result()).isEqualTo(OutcomeResult.SUCCEEDED);
      assertThat(end.attempt().map(Attempt::number)).contains(2);
      assertThat(target.requests()).extracting(Request::status).containsExactly(503, 201);
    } finally {
      Stage.kill(second);
    }
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  @Test
  void revokedBetweenAttemptsIsNotTriedAgain() throws IOException {
    orders.handle(ONCE, target.origin(), ATTEMPTS);
    target.fail("/a", 1, 503, "3");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ActionId action = orders.send(ONCE, "a", 1);
      Stage.await(() -> !orders.postponements().isEmpty());
      revoke(action);
      ReceiptBody.Outcome end = orders.awaitEnd(action);

      assertThat(end.result()).isEqualTo(OutcomeResult.REVOKED);
      assertThat(end.attempt().map(Attempt::number)).contains(2);
      assertThat(target.requests()).hasSize(1);
    }
  }

  /** A handler whose target is down holds up neither the other keys nor their partition. */
  @Test
  void targetThatIsDownBlocksItsOwnHandlersKeysOnly() throws IOException {
    int port = portOfNobody();
    orders.handle(
        AGAIN, "http://127.0.0.1:" + port, "concurrency: 2\ncircuit: {failures: 3, open: 4s}");
    orders.handle(ONCE, target.origin(), "");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      List<ActionId> down = send(AGAIN, "down-");
      List<ActionId> up = send(ONCE, "up-");
      assertThat(orders.awaitEnds(up))
          .extracting(ReceiptBody.Outcome::result)
          .containsOnly(OutcomeResult.SUCCEEDED);
      assertThat(orders.ended().keySet())
          .as("the others wait")
          .doesNotContainAnyElementsOf(last(down));

      try (FlakyTarget back = new FlakyTarget(port)) {
        List<OutcomeResult> results =
            orders.awaitEnds(down).stream().map(ReceiptBody.Outcome::result).toList();

        assertThat(results).containsOnly(OutcomeResult.FAILED, OutcomeResult.SUCCEEDED);
        assertThat(Collections.frequency(results, OutcomeResult.FAILED)).isBetween(3, 9);
        assertThat(back.requests())
            .extracting(Request::key)
            .doesNotHaveDuplicates()
            .hasSize(Collections.frequency(results, OutcomeResult.SUCCEEDED));
      }
    }
  }

  private List<ActionId> send(ActionType type, String lanes) {
    return IntStream.range(0, 20).mapToObj(i -> orders.send(type, lanes + i, 1)).toList();
  }

  private static List<ActionId> last(List<ActionId> actions) {
    return actions.subList(10, actions.size());
  }

  private static int portOfNobody() throws IOException {
    try (FlakyTarget gone = new FlakyTarget()) {
      return gone.port();
    }
  }

  @Test
  void olderActionIsSupersededThoughTheExecutorRestarts() throws IOException {
    orders.handle(LEVEL, target.origin(), "");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      orders.awaitEnd(orders.send(LEVEL, "a", 10));
      assertThat(orders.awaitEnd(orders.send(LEVEL, "a", 9)).result())
          .isEqualTo(OutcomeResult.SUPERSEDED);
    }
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ReceiptBody.Outcome older = orders.awaitEnd(orders.send(LEVEL, "a", 9));
      ReceiptBody.Outcome equal = orders.awaitEnd(orders.send(LEVEL, "a", 10));
      ReceiptBody.Outcome newer = orders.awaitEnd(orders.send(LEVEL, "a", 11));
      ReceiptBody.Outcome elsewhere = orders.awaitEnd(orders.send(LEVEL, "b", 1));

      assertThat(List.of(older, equal))
          .extracting(ReceiptBody.Outcome::result)
          .containsOnly(OutcomeResult.SUPERSEDED);
      assertThat(older.code()).isEqualTo(Code.SUPERSEDED);
      assertThat(older.attempt()).isEmpty();
      assertThat(List.of(newer, elsewhere))
          .extracting(ReceiptBody.Outcome::result)
          .containsOnly(OutcomeResult.SUCCEEDED);
      assertThat(target.requests()).extracting(Request::path).containsExactly("/a", "/a", "/b");
    }
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  private List<String> keys(String path) {
    return target.requests().stream()
        .filter(each -> each.path().equals(path))
        .map(Request::key)
        .toList();
  }

  private void revoke(ActionId action) {
    Revocation revocation =
        new Revocation(
            "operator",
            stage.installation().environment(),
            "revocation-000001",
            Instant.EPOCH,
            new Order.Revoke(new Target(Target.Kind.ACTION, action.text())),
            "test");
    byte[] jws =
        Bytes.utf8(RevocationCodec.sign(stage.installation().operator(), revocation)).toArray();
    cluster.produce(
        new ProducerRecord<>(
            stage.installation().topics().revocations(),
            0,
            Bytes.utf8("revocation-000001").toArray(),
            jws));
  }
}

package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.Response;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that are records, on a real broker with real grants; a neighbour reads what came. */
class KafkaHandlerIT {
  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private Orders orders;

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
    orders = new Orders(cluster, stage.installation());
    orders.writeBundle(stage.home().bundle());
    cluster.target(stage.installation(), orders.topic(), true);
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void carriesTheRecordAndItsReceiptSaysWhere() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ActionId id = orders.send(2, "tea");

      assertThat(stage.awaitEndings(1)).containsExactly("SUCCEEDED");
      ConsumerRecord<byte[], byte[]> record = orders.found().getFirst();
      assertThat(orders.found()).hasSize(1);
      assertThat(text(record.key())).isEqualTo("lane-2");
      assertThat(text(record.value())).isEqualTo("{\"lane\":\"lane-2\",\"article\":\"tea\"}");
      assertThat(record.headers()).hasSize(3);
      assertThat(Orders.header(record, "idempotency-key")).isEqualTo(id.text());
      assertThat(Orders.header(record, "kind")).isEqualTo("order");
      ReceiptBody.Outcome outcome = orders.outcome(id);
      assertThat(outcome.response())
          .contains(
              new Response(1, Digest.of(record.value()), java.util.Optional.of(place(record))));
      assertThat(outcome.action().classification()).contains(Classification.CONFIDENTIAL);
      assertThat(outcome.attempt()).isEmpty();
      assertThat(outcome.performance())
          .hasValueSatisfying(performance -> assertThat(performance.lease()).isEmpty());
    }
  }

  @Test
  void keepsTheOrderOfAKeyAndSharesTurnsWithRequests() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      List<ActionId> sent = new java.util.ArrayList<>();
      for (int i = 0; i < 40; i++) {
        sent.add(orders.send(0, "article-" + i));
        if (i % 10 == 0) {
          cluster.produce(stage.sealed("delivery-" + i, "staging"));
        }
      }

      assertThat(stage.awaitEndings(44)).containsOnly("SUCCEEDED");
      assertThat(orders.keys()).isEqualTo(sent.stream().map(ActionId::text).toList());
      assertThat(stage.target().effects()).hasSize(4);
    }
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  @Test
  void performsByteCopiesOnce() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      orders.send(0, "tea");
      stage.awaitEndings(1);
      ConsumerRecord<byte[], byte[]> sealed =
          cluster.read(stage.installation().topics().trusted("deployments")).getFirst();
      cluster.produce(
          new org.apache.kafka.clients.producer.ProducerRecord<>(
              sealed.topic(), sealed.partition(), sealed.key(), sealed.value(), sealed.headers()));

      assertThat(stage.awaitEndings(2)).containsExactly("SUCCEEDED", "already-claimed");
      assertThat(orders.found()).hasSize(1);
    }
  }

  @Test
  void keepsHostileValuesInTheirPlaces() {
    String hostile = "\"},\"lane\":\"x\u202e\uFEFF{lane}%2F../\\ \uD83D\uDE00";
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      orders.send(0, hostile);

      assertThat(stage.awaitEndings(1)).containsExactly("SUCCEEDED");
      ConsumerRecord<byte[], byte[]> record = orders.found().getFirst();
      ObjectNode value = StrictJson.read(record.value()).orElseThrow();
      assertThat(value.get("article").textValue()).isEqualTo(hostile);
      assertThat(value.get("lane").textValue()).isEqualTo("lane-0");
      assertThat(value).hasSize(2);
      assertThat(Orders.header(record, "about"))
          .startsWith("shop/%22%7D%2C%22lane%22%3A%22x%E2%80%AE%EF%BB%BF%7Blane%7D%252F..%2F%5C");
    }
  }

  @Test
  void refusesRecordThatIsTooLargeBeforeTheTransaction() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      ActionId large = orders.send(0, "x".repeat(1500));
      ActionId small = orders.send(0, "tea");

      assertThat(stage.awaitEndings(2)).containsExactly("FAILED", "SUCCEEDED");
      assertThat(orders.outcome(large).code()).isEqualTo(Code.RECORD_TOO_LARGE);
      assertThat(orders.keys()).containsExactly(small.text());
    }
  }

  @Test
  void letsOthersProceedWhenItsTopicIsDeletedAndMadeAnew() throws Exception {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      orders.send(0, "tea");
      stage.awaitEndings(1);
      cluster.admin().deleteTopics(List.of(orders.topic())).all().get();
      Stage.await(() -> cluster.partitions(orders.topic()) == 0);

      ActionId lost = orders.send(0, "milk");
      cluster.produce(stage.sealed("delivery", "staging"));

      assertThat(stage.awaitEndings(3))
          .containsExactlyInAnyOrder("SUCCEEDED", "FAILED", "SUCCEEDED");
      assertThat(orders.outcome(lost).code()).isIn(Code.TOPIC_UNUSABLE, Code.RECORD_REFUSED);
      assertThat(stage.target().effects()).hasSize(1);
      cluster.target(stage.installation(), orders.topic(), true);
      ActionId later = awaitsSuccess();
      assertThat(orders.keys()).contains(later.text()).doesNotContain(lost.text());
    }
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  /** A broker needs a moment to believe what it was told. */
  private ActionId awaitsSuccess() {
    ActionId[] last = new ActionId[1];
    Stage.await(() -> {
      last[0] = orders.send(0, "sugar");
      Stage.await(() -> orders.outcomes().stream().anyMatch(o -> o.action().id().equals(last[0])));
      return orders.outcome(last[0]).result() == OutcomeResult.SUCCEEDED;
    });
    return last[0];
  }

  @Test
  void letsOthersProceedWhenItMayWriteNoMore() {
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      orders.send(0, "tea");
      stage.awaitEndings(1);
      cluster.target(stage.installation(), orders.topic(), false);

      ActionId refused = orders.send(0, "milk");
      cluster.produce(stage.sealed("delivery", "staging"));

      assertThat(stage.awaitEndings(3))
          .containsExactlyInAnyOrder("SUCCEEDED", "FAILED", "SUCCEEDED");
      assertThat(orders.outcome(refused).code()).isEqualTo(Code.TOPIC_UNUSABLE);
      assertThat(orders.found()).hasSize(1);
    }
  }

  @Test
  void refusesToStartWithoutTheRightToWrite() {
    cluster.target(stage.installation(), orders.topic(), false);

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("handler order: kafka: topic " + orders.topic() + " is not there");
  }

  @Test
  void refusesToStartWithATopicOfOurOwn() throws IOException {
    replace(orders.topic(), stage.installation().topics().commands());

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is one of Sallyport's own");
  }

  @Test
  void refusesToStartWithAPartitionThatIsNotThere() throws IOException {
    replace("maxRecord: 2KiB", "partition: 2");

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .hasMessageContaining("has not that partition");
  }

  @Test
  void refusesToStartWhenTheTopicTakesLess() throws Exception {
    set("max.message.bytes", "3071");
    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .hasMessageContaining("max.message.bytes of " + orders.topic());

    set("max.message.bytes", "3072");
    ExecutorMain.start(stage.home().config()).close();
  }

  @Test
  void refusesToStartWithoutKeyOnACompactedTopic() throws Exception {
    replace("key: '{lane}'", "partition: 1");
    set("cleanup.policy", "compact");

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()))
        .hasMessageContaining("is compacted, so its records need a key");
  }

  private void set(String name, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, orders.topic());
    Collection<AlterConfigOp> change =
        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
    cluster.admin().incrementalAlterConfigs(Map.of(resource, change)).all().get();
    Stage.await(() -> value.equals(cluster.settings(orders.topic()).get(name)));
  }

  private void replace(String part, String other) throws IOException {
    Path handler = stage.home().bundle().resolve("handler-order.yaml");
    String text = Files.readString(handler);
    assertThat(text).contains(part);
    Files.writeString(handler, text.replace(part, other));
  }

  private static Origin place(ConsumerRecord<byte[], byte[]> record) {
    return new Origin(record.topic(), record.partition(), record.offset());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

package io.sallyport.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.cli.doctor.Finding.State;
import io.sallyport.cli.topics.TopicsDocument;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker's clock is this machine's; a record of the future is as another's would be. */
class BrokerClocksIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String DOCUMENT =
      """
      apiVersion: sallyport/v1
      kind: Topics
      metadata: {name: test}
      spec: {replication: 1, cells: {deployments: 2}}
      """;

  @TempDir private Path directory;

  @Test
  void seesTheControllersClockAndRecordsThatWereStampedInTheFuture() throws Exception {
    TopicsDocument document =
        TopicsDocument.read(Files.writeString(directory.resolve("topics.yaml"), DOCUMENT));
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, document.manifest(), TIMEOUT).apply();
      BrokerClocks clocks = new BrokerClocks(admin, TIMEOUT);

      assertThat(clocks.findings(document))
          .extracting(Finding::check, Finding::state, Finding::subject)
          .containsExactly(tuple(Check.CLOCK, State.OK, "controller 1"));

      stampInTheFuture(admin, broker.clientProperties("admin"), document.spec().topics().desk());

      assertThat(clocks.findings(document))
          .extracting(Finding::state, Finding::subject)
          .containsExactly(
              tuple(State.OK, "controller 1"), tuple(State.BAD, "records of broker 1"));
      assertThat(clocks.findings(document).getLast().text()).matches("at least 1[78]..s ahead.*");
    }
  }

  private static void stampInTheFuture(Admin admin, Map<String, Object> client, String topic)
      throws Exception {
    set(admin, topic, "CreateTime");
    long future = Instant.now().plus(Duration.ofMinutes(30)).toEpochMilli();
    byte[] value = {1};
    try (var producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, future, value, value)).get(30, TimeUnit.SECONDS);
    }
    set(admin, topic, "LogAppendTime");
  }

  private static void set(Admin admin, String topic, String value) throws Exception {
    AlterConfigOp operation =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.type", value), AlterConfigOp.OpType.SET);
    admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(operation)))
        .all()
        .get();
  }
}

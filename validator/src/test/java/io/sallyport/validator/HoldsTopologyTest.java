package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.approval.Verdict;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.hold.People;
import io.sallyport.validator.stream.GateObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for persons, through the production topology; see HoldsIT for transactions. */
class HoldsTopologyTest {
  private static final String HELD = "sallyport.held.deployments";

  @TempDir private Path bundle;
  @TempDir private Path state;
  private final Metrics metrics = new Metrics();
  private Instant now = Demo.NOW;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    People.gated(bundle);
    Bundle decides = Bundles.read(bundle);
    driver = Drivers.of(Demo.steps(decides, new GateObserver(metrics), () -> now), state);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void sealsWhatPersonsApproveAndClosesIt() {
    TestRecord<byte[], byte[]> waiting = push();
    Held held = HeldCodec.parse(Bytes.of(waiting.value())).orElseThrow();
    assertThat(waiting.key()).isEqualTo(ascii(held.id().text()));

    say("anna", held);
    say("ben", held);

    assertThat(read("sallyport.trusted.deployments"))
        .singleElement()
        .satisfies(sealed -> {
          assertThat(sealed.value()).isEqualTo(held.value().toArray());
          assertThat(sealed.headers().toArray())
              .extracting(header -> header.key())
              .containsExactly("mandate", "traceparent");
        });
    assertThat(read(HELD))
        .singleElement()
        .satisfies(closed -> {
          assertThat(closed.key()).isEqualTo(waiting.key());
          assertThat(closed.getValue()).isNull();
        });
  }

  @Test
  void endsWhatNobodyApprovesAtItsDeadline() {
    Held held = HeldCodec.parse(Bytes.of(push().value())).orElseThrow();
    now = held.hold().deadline();

    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(read(HELD)).singleElement().satisfies(end -> assertThat(end.getValue()).isNull());
    assertThat(read("sallyport.trusted.deployments")).isEmpty();
    assertThat(metrics.text()).contains("result=\"EXPIRED\",code=\"hold-overdue\"} 1");
  }

  @Test
  void countsWhatHappens() {
    Held held = HeldCodec.parse(Bytes.of(push().value())).orElseThrow();
    say("anna", held);
    say("anna", held);
    say("ben", held);

    assertThat(metrics.text())
        .contains("result=\"HELD\",code=\"approval-needed\"} 1")
        .contains("sallyport_validator_verdicts_total{result=\"counted\"} 2")
        .contains("sallyport_validator_verdicts_total{result=\"approval-repeated\"} 1")
        .contains(
            "sallyport_validator_holds_total{source=\"github\",rule=\"deploy-on-push\","
                + "result=\"ALLOWED\",code=\"approved\"} 1");
  }

  @Test
  void refusesWhatIsCopiedToAnotherAction() {
    Held held = HeldCodec.parse(Bytes.of(push().value())).orElseThrow();
    String jws = People.verdict("anna", held, Verdict.Word.APPROVE, now);

    say("A".repeat(43), jws);
    say("B".repeat(43), jws);

    assertThat(metrics.text())
        .contains("sallyport_validator_verdicts_total{result=\"approval-mismatch\"} 2")
        .doesNotContain("result=\"waiting\"");
  }

  /** The driver has partition 0 only, so a body is made to belong there. */
  private TestRecord<byte[], byte[]> push() {
    String body = Demo.goodPush();
    while (Demo.delivery(body).origin().partition() != 0) {
      body = " " + body;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    driver
        .createInputTopic(
            Demo.TOPICS.untrusted(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(Demo.id(bytes).key(), bytes, Demo.headers(), now));
    return read(HELD).getFirst();
  }

  private void say(String person, Held held) {
    say(held.id().text(), People.verdict(person, held, Verdict.Word.APPROVE, now));
  }

  private void say(String key, String jws) {
    driver
        .createInputTopic(
            Demo.TOPICS.approvals(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(ascii(key), ascii(jws));
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

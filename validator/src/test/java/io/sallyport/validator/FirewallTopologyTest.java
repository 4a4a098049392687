package io.sallyport.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.Headers;
import io.sallyport.contract.jws.JwsVerifier;
import io.sallyport.contract.jws.PinnedKey;
import io.sallyport.contract.jws.Typ;
import io.sallyport.contract.receipt.ChainCheck;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.stream.GateObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The production topology; the driver has one partition and no transactions, see GateIT. */
class FirewallTopologyTest {
  @TempDir Path state;
  private Instant now = Demo.NOW;
  private final Metrics metrics = new Metrics();
  private final GateObserver observer = new GateObserver(metrics);
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> untrusted;

  @BeforeEach
  void start() {
    driver = Drivers.of(steps(), state);
    untrusted =
        driver.createInputTopic(
            Demo.TOPICS.untrusted(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void hasItsFrozenShape() {
    assertThat(Drivers.topology(steps()).describe().toString()).isEqualTo(FrozenShape.DESCRIPTION);
  }

  /** Half a second: in time for deadlines, and behind what lies unread. */
  @Test
  void doesSoonWhatIsDueWhenATaskBegins() {
    driver.advanceWallClockTime(Duration.ofMillis(499));
    assertThat(receipts()).isEmpty();
    driver.advanceWallClockTime(Duration.ofMillis(1));

    assertThat(receipts())
        .first()
        .extracting(Receipt::body)
        .isInstanceOf(ReceiptBody.ChainOpened.class);
  }

  @Test
  void saysWhichBundleDecidesBeforeAnythingComes() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(receipts())
        .extracting(receipt -> receipt.body().getClass().getSimpleName())
        .containsExactly("ChainOpened", "Reload");
  }

  @Test
  void chainsOneReceiptForEachEnding() {
    send(Demo.goodPush());
    send(Demo.goodPush());
    send("{\"a\":1} trailing");
    send("{\"zen\": 1}");

    List<Receipt> receipts = receipts();

    assertThat(receipts)
        .extracting(receipt -> receipt.body().getClass().getSimpleName())
        .containsExactly(
            "ChainOpened", "Reload", "Decision", "DeliveryEnded", "DeliveryEnded", "DeliveryEnded");
    assertThat(
            receipts.stream()
                .map(Receipt::body)
                .filter(ReceiptBody.DeliveryEnded.class::isInstance)
                .map(body -> ((ReceiptBody.DeliveryEnded) body).ending()))
        .containsExactly(
            ReceiptBody.Ending.DUPLICATE, ReceiptBody.Ending.REFUSED, ReceiptBody.Ending.IGNORED);
  }

  @Test
  void writesSealedAndQuarantinedRecords() {
    send(Demo.goodPush());
    send("{");

    assertThat(read("sallyport.trusted.deployments"))
        .singleElement()
        .satisfies(sealed -> assertThat(names(sealed)).containsExactly("mandate", "traceparent"));
    assertThat(read("sallyport.quarantine"))
        .singleElement()
        .satisfies(refused -> {
          assertThat(refused.value()).isEqualTo("{".getBytes(StandardCharsets.US_ASCII));
          assertThat(names(refused)).contains(Headers.CODE).doesNotContain(Headers.CE_ID);
        });
  }

  @Test
  void endsWhatADirectProducerSendsWhereItCameFrom() {
    driver
        .createInputTopic(
            Demo.TOPICS.untrusted("stranger"), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(new byte[0], new byte[1], Demo.headers(), now));

    ReceiptBody last = receipts().getLast().body();

    assertThat(last)
        .isInstanceOfSatisfying(
            ReceiptBody.DeliveryEnded.class,
            ended -> {
              assertThat(ended.code()).isEqualTo(Code.SOURCE_UNKNOWN);
              assertThat(ended.delivery().origin().text())
                  .isEqualTo("sallyport.untrusted.stranger:0:0");
            });
  }

  @Test
  void endsRecordsWithoutKeyValueOrHeaders() {
    untrusted.pipeInput(new TestRecord<>(null, null, new RecordHeaders(), now));
    untrusted.pipeInput(new TestRecord<>(new byte[0], new byte[0], new RecordHeaders(), now));

    assertThat(receipts()).hasSize(4);
    assertThat(read("sallyport.quarantine")).hasSize(2);
  }

  @Test
  void forgetsWhatIsOver() {
    send(Demo.goodPush());
    assertThat(seen()).isEqualTo(1);

    now = now.plus(Duration.ofHours(75));
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(seen()).isZero();
  }

  @Test
  void saysWhenItMoved() {
    assertThat(observer.hasProgress(now.plusSeconds(9))).isTrue();
    assertThat(observer.hasProgress(now.plusSeconds(10))).isFalse();

    now = now.plusSeconds(10);
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(observer.hasProgress(now.plusSeconds(9))).isTrue();
  }

  @Test
  void waitsForNoTaskThatItGaveUp() {
    driver.close();

    assertThat(observer.hasProgress(now)).isFalse();
    start();
  }

  @Test
  void countsEndings() {
    send(Demo.goodPush());

    assertThat(metrics.text())
        .contains(
            "sallyport_validator_decisions_total{source=\"github\",rule=\"deploy-on-push\","
                + "result=\"ALLOWED\",code=\"permitted\"} 1");
  }

  private FirewallTopology.Steps steps() {
    return Demo.steps(observer, () -> now);
  }

  /** The driver has partition 0 only, so a body is made to belong there. */
  private void send(String body) {
    String padded = body;
    while (Demo.delivery(padded).origin().partition() != 0) {
      padded = " " + padded;
    }
    byte[] bytes = padded.getBytes(StandardCharsets.UTF_8);
    untrusted.pipeInput(new TestRecord<>(Demo.id(bytes).key(), bytes, Demo.headers(), now));
  }

  private long seen() {
    long entries = 0;
    try (var all = driver.<Bytes, byte[]>getKeyValueStore("seen").all()) {
      while (all.hasNext()) {
        all.next();
        entries++;
      }
    }
    return entries;
  }

  private List<Receipt> receipts() {
    PinnedKey pinned = PinnedKey.active(Demo.RECEIPT_KEY.jwk(), Typ.RECEIPT, Set.of());
    JwsVerifier verifier = new JwsVerifier(List.of(pinned), Typ.RECEIPT, "", ReceiptCodec.MAX_SIZE);
    ChainCheck check = new ChainCheck("gate-0", verifier);
    List<Receipt> receipts = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : read("sallyport.receipts.validator")) {
      assertThat(record.key()).isEqualTo("gate-0".getBytes(StandardCharsets.US_ASCII));
      switch (check.next(new String(record.value(), StandardCharsets.US_ASCII), now)) {
        case ChainCheck.Step.Next next -> receipts.add(next.receipt());
        case ChainCheck.Step.Broken broken -> throw new AssertionError(broken);
      }
    }
    return receipts;
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static List<String> names(TestRecord<byte[], byte[]> record) {
    List<String> names = new ArrayList<>();
    record.headers().forEach(header -> names.add(header.key()));
    return names;
  }
}

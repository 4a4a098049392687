package io.sallyport.validator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Headers;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.Demo;
import io.sallyport.validator.Drivers;
import io.sallyport.validator.bundle.Bundle;
import io.sallyport.validator.bundle.Bundles;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.stream.GateObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the desk's topic, through the production topology; see QuotaIT for transactions. */
class DeskTopologyTest {
  private static final String REFUSED = "result=\"REFUSED\",code=\"referral-invalid\"} ";
  private static final String ALLOWED = "result=\"ALLOWED\",code=\"permitted\"} ";

  @TempDir private Path directory;
  @TempDir private Path state;
  private final Metrics metrics = new Metrics();
  private Output referred;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    Bundles.copy(directory);
    Bundles.replace(
        directory,
        "policy-deploy.yaml",
        "  statements:",
        "  quotas: [{id: q, key: action.environment, max: 9, per: 1h}]\n  statements:");
    Bundle bundle = Bundles.read(directory);
    referred = new Office(bundle).refer("main", "1");
    driver = Drivers.of(Demo.steps(bundle, new GateObserver(metrics), () -> Demo.NOW), state);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  /** One receipt vouches for it, nothing else is said, and then it is decided. */
  @Test
  void takesTheReceiptAlone() {
    RecordHeaders genuine = new RecordHeaders();
    genuine.add(Headers.RECEIPT, bytes(Office.receipt(referred)));

    put(new RecordHeaders(genuine).add(Headers.RECEIPT, bytes(Office.receipt(referred))));
    put(new RecordHeaders(genuine).add("another", bytes("word")));
    put(new RecordHeaders().add("another", bytes(Office.receipt(referred))));
    put(new RecordHeaders().add(Headers.RECEIPT, null));
    put(new RecordHeaders());
    assertThat(metrics.text()).contains(REFUSED + 5).doesNotContain(ALLOWED);

    put(genuine);
    assertThat(metrics.text()).contains(REFUSED + 5, ALLOWED + 1);
  }

  private void put(Iterable<Header> headers) {
    driver
        .createInputTopic(Demo.TOPICS.desk(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                referred.key().toArray(),
                referred.value().orElseThrow().toArray(),
                new RecordHeaders(headers),
                Demo.NOW));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

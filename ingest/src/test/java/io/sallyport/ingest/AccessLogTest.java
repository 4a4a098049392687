package io.sallyport.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sallyport.evidence.signature.SenderSignature;
import io.sallyport.evidence.signature.SourceVerifier;
import io.sallyport.evidence.source.SourceReader;
import io.sallyport.evidence.source.SourceSpec;
import io.sallyport.ingest.admission.FakeCall;
import io.sallyport.ingest.admission.SourceDoor;
import io.sallyport.ingest.admission.Sources;
import io.sallyport.ingest.http.Answer;
import io.sallyport.ingest.http.Call;
import io.sallyport.ingest.publish.DeliveryIds;
import io.sallyport.ingest.publish.Publisher;
import io.sallyport.service.config.ConfigFile;
import io.sallyport.service.config.Secret;
import io.sallyport.service.metrics.Metrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What is logged and counted of a call: its source, result, delivery and time, and nothing else.
 */
class AccessLogTest {
  private static final String MARK = "marked";
  private static final Secret SECRET = Secret.of((MARK + "-secret").getBytes(UTF_8));
  private static final byte[] BODY = ("{\"a\":\"" + MARK + "-body\"}").getBytes(UTF_8);
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Metrics metrics = new Metrics();
  private final Publisher publisher =
      new Publisher(
          new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
          "sallyport.untrusted",
          Duration.ofSeconds(1));
  private final Level before = ROOT.getLevel();
  private Function<Call, Answer> gateway = call -> new Answer.Greeted(200, "");

  @BeforeEach
  void listens() {
    String text =
        """
        apiVersion: sallyport/v1
        kind: Source
        metadata: {name: github}
        spec: {scheme: {preset: github, secretFiles: [s]}, forwardHeaders: [x-note]}
        """;
    SourceSpec spec = SourceReader.read(ConfigFile.parse("github.yaml", text).getFirst());
    SourceDoor door = new SourceDoor(spec, SourceVerifier.atIngest(spec, file -> SECRET));
    Sources sources = new Sources(List.of(door));
    Telemetry telemetry = new Telemetry(metrics);
    DeliveryIds ids = new DeliveryIds(new SecureRandom());
    Gateway inner = new Gateway(sources, publisher, ids, InstantSource.system(), telemetry);
    gateway = telemetry.observe(sources, inner::receive);
    log.start();
    ROOT.addAppender(log);
    ROOT.setLevel(Level.TRACE);
  }

  @AfterEach
  void restores() {
    publisher.close();
    ROOT.setLevel(before);
    ROOT.detachAppender(log);
  }

  @Test
  void namesSourceResultDeliveryAndTimeOfEachCallAlone() {
    List<Answer> answers =
        Stream.of(
                call(SenderSignature.github(SECRET, BODY)),
                call("sha256=" + MARK),
                call("sha256=" + MARK).path("/v1/sources/" + MARK),
                call("sha256=" + MARK).header("x-note", MARK + "2"))
            .map(gateway)
            .toList();

    assertThat(answers.getFirst()).isInstanceOf(Answer.Accepted.class);
    assertThat(calls())
        .hasSize(4)
        .allSatisfy(event ->
            assertThat(event.getKeyValuePairs())
                .extracting(pair -> pair.key)
                .containsExactly("source", "result", "delivery", "millis"));
    assertThat(calls())
        .extracting(event -> event.getKeyValuePairs().get(1).value)
        .containsExactly("accepted", "unauthenticated", "unknown-source", "unauthenticated");
    assertThat(log.list).extracting(AccessLogTest::text).noneMatch(text -> text.contains(MARK));
    assertThat(metrics.text()).doesNotContain(MARK);
  }

  private static String text(ILoggingEvent event) {
    return event.getFormattedMessage()
        + event.getKeyValuePairs()
        + event.getMDCPropertyMap()
        + Optional.ofNullable(event.getThrowableProxy()).map(each -> each.getMessage()).orElse("");
  }

  private List<ILoggingEvent> calls() {
    return log.list.stream().filter(event -> event.getMessage().equals("request")).toList();
  }

  private static FakeCall call(String signature) {
    return new FakeCall(BODY)
        .header("x-hub-signature-256", signature)
        .header("x-note", MARK + "-note")
        .header("authorization", MARK);
  }
}

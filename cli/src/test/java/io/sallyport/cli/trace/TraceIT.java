package io.sallyport.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a real broker's receipts to a real receiver of OTLP, with the auditor's rights. */
@Tag("AARM-R8")
class TraceIT {
  private static final String ANSWER = "canary-answer-77aa";

  @TempDir private static Path brokerDirectory;
  private static EmbeddedBroker broker;

  @TempDir private Path directory;
  private TraceStage stage;
  private Collector collector;

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
    collector = stage.collector;
  }

  @AfterEach
  void ends() {
    stage.close();
  }

  @Test
  void postsOneTraceFromTheDeliveryToItsOutcome() {
    stage.allowed();
    stage.run(ExitCode.DONE);
    assertThat(collector.got()).as("the first start begins at the end").isEmpty();

    stage.allowed();
    stage.performed();
    stage.run(ExitCode.DONE);

    List<Span> spans = collector.spans();
    assertThat(spans).extracting(Span::getName).contains("delivery", "decide", "perform");
    assertThat(spans).hasSize(3).extracting(Span::getTraceId).containsOnly(trace());
    Span delivery = stage.named("delivery");
    Span decide = stage.named("decide");
    Span perform = stage.named("perform");
    assertThat(delivery.getParentSpanId()).isEqualTo(ByteString.EMPTY);
    assertThat(decide.getParentSpanId()).isEqualTo(delivery.getSpanId());
    assertThat(perform.getParentSpanId()).isEqualTo(decide.getSpanId());
    assertThat(delivery.getLinksList())
        .extracting(link -> HexFormat.of().formatHex(link.getTraceId().toByteArray()))
        .containsExactly(Steps.CALLER.traceId());
    assertThat(collector.services("decide")).containsExactly("validator");
    assertThat(collector.services("perform")).containsExactly("deployments");
    assertThat(perform.getEndTimeUnixNano() - perform.getStartTimeUnixNano())
        .isEqualTo(250_000_000L);
  }

  /** Two spans of one receipt and one of another are one request where that takes three. */
  @ParameterizedTest
  @CsvSource({"2, 2", "3, 1"})
  void fillsARequestUpToItsLimit(int batch, int requests) throws Exception {
    stage.limits("batch: " + batch);
    stage.run(ExitCode.DONE);
    stage.allowed();
    stage.performed();
    stage.run(ExitCode.DONE);

    assertThat(collector.got()).extracting(TraceIT::spans).allMatch(count -> count <= batch);
    assertThat(collector.got()).hasSize(requests);
    assertThat(collector.spans()).hasSize(3);
  }

  private static int spans(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .mapToInt(resource -> resource.getScopeSpans(0).getSpansCount())
        .sum();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true"})
  void remembersSoManyReceiptsThatOthersFollow(int waiting, boolean isRemembered) throws Exception {
    stage.limits("batch: 2, waiting: " + waiting);
    stage.run(ExitCode.DONE);
    stage.say(stage.next(Steps.referred()));
    stage.say(
        stage
            .chain("desk-0")
            .append(Steps.ruled("gate-0/0", DecisionResult.DENIED, Code.QUOTA_EXCEEDED)));
    stage.run(ExitCode.DONE);

    long since = stage.named("desk").getStartTimeUnixNano();
    assertThat(since == stage.named("decide").getEndTimeUnixNano()).isEqualTo(isRemembered);
  }

  @Test
  void saysWhatFailedAndWhy() {
    stage.run(ExitCode.DONE);
    stage.say(stage.next(Steps.refused()));
    stage.run(ExitCode.DONE);

    Status status = stage.named("delivery").getStatus();
    assertThat(status.getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(status.getMessage()).isEqualTo(Code.JSON_INVALID.text());
  }

  @Test
  void goesOnWithWhatWasNotTakenUnderTheSameIds() {
    stage.run(ExitCode.DONE);
    stage.allowed();
    collector.answer(503);

    stage.run(ExitCode.CANNOT_RUN);
    assertThat(stage.screen.err()).contains("did not take 2 spans: it answered 503");
    assertThat(collector.got()).isEmpty();
    stage.run(ExitCode.DONE);
    stage.run(ExitCode.DONE);

    assertThat(collector.spans()).hasSize(2);
  }

  /** It says where to, and would have the token and the spans there. */
  @ParameterizedTest
  @CsvSource({"302", "307", "308"})
  void followsNobody(int redirect) {
    stage.run(ExitCode.DONE);
    stage.allowed();
    collector.answer(redirect);

    stage.run(ExitCode.CANNOT_RUN);

    assertThat(stage.screen.err()).contains("it answered " + redirect);
    assertThat(collector.tokens()).hasSize(1);
  }

  /** Whatever the receiver writes, its status is all that counts, and all that is told. */
  @Test
  void readsNoAnswerButItsStatus() throws Exception {
    stage.run(ExitCode.DONE);
    stage.allowed();
    collector.says(
        "{\"partialSuccess\": {\"rejectedSpans\": \"2\", \"errorMessage\": \"" + ANSWER + "\"}}");
    collector.answer(503);

    stage.run(ExitCode.CANNOT_RUN);
    stage.run(ExitCode.DONE);
    stage.run(ExitCode.DONE);

    assertThat(collector.spans()).hasSize(2);
    assertThat(stage.screen.err() + stage.screen.out()).doesNotContain(ANSWER);
    assertThat(Files.readString(stage.posted())).doesNotContain(ANSWER);
  }

  @Test
  void showsItsTokenToTheReceiverOnly() throws Exception {
    stage.run(ExitCode.DONE);
    stage.allowed();
    collector.answer(401);
    stage.run(ExitCode.CANNOT_RUN);

    assertThat(collector.tokens()).containsExactly("Bearer " + TraceStage.TOKEN);
    assertThat(stage.screen.err() + stage.screen.out() + collector.raw())
        .doesNotContain(TraceStage.TOKEN);
    assertThat(Files.readString(stage.posted())).doesNotContain(TraceStage.TOKEN);
  }

  private static ByteString trace() {
    return ByteString.copyFrom(HexFormat.of().parseHex(TraceParent.of(Steps.ACTION).traceId()));
  }
}

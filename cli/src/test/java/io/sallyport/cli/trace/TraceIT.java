package io.sallyport.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.tally.Books;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.TraceParent;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real broker's receipts to a real receiver of OTLP, with the auditor's rights. */
@Tag("AARM-R8")
class TraceIT {
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();
  private static final String TOKEN = "canary-token-8c1f";

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static int installations;

  private final Screen screen = new Screen();
  private Collector collector;
  private Topics topics;
  private Chain gate;
  private Chain cell;
  private int said;

  @BeforeAll
  static void starts() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(directory.resolve("keys/validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(directory.resolve("keys/deployments-receipt.jwk"), CELL.jwk());
    ClientProperties.write(
        directory.resolve("auditor.properties"), broker.clientProperties("auditor"));
    Files.writeString(directory.resolve("token"), TOKEN + "\n");
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @BeforeEach
  void installs() throws Exception {
    topics = new Topics("trace-" + installations++);
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      Manifest manifest = Manifest.of(ManifestSpec.small(topics, "deployments"));
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    gate = Chain.of(topics, "validator", "gate-0", VALIDATOR);
    cell = Chain.of(topics, "deployments", "deployments-0", CELL);
    Files.deleteIfExists(directory.resolve("posted"));
    collector = new Collector();
    Files.writeString(directory.resolve("tracer.yaml"), collector.document());
  }

  @AfterEach
  void ends() {
    collector.close();
  }

  @Test
  void postsOneTraceFromTheDeliveryToItsOutcome() throws Exception {
    allowed();
    run(ExitCode.DONE);
    assertThat(collector.got()).as("the first start begins at the end").isEmpty();

    allowed();
    performed();
    run(ExitCode.DONE);

    List<Span> spans = collector.spans();
    assertThat(spans).extracting(Span::getName).contains("delivery", "decide", "perform");
    assertThat(spans).hasSize(3).extracting(Span::getTraceId).containsOnly(trace());
    Span delivery = named("delivery");
    Span decide = named("decide");
    assertThat(delivery.getParentSpanId()).isEqualTo(ByteString.EMPTY);
    assertThat(decide.getParentSpanId()).isEqualTo(delivery.getSpanId());
    assertThat(named("perform").getParentSpanId()).isEqualTo(decide.getSpanId());
    assertThat(delivery.getLinksList())
        .extracting(link -> HexFormat.of().formatHex(link.getTraceId().toByteArray()))
        .containsExactly(Steps.CALLER.traceId());
    assertThat(collector.services("decide")).containsExactly("validator");
    assertThat(collector.services("perform")).containsExactly("deployments");
    assertThat(named("perform").getEndTimeUnixNano() - named("perform").getStartTimeUnixNano())
        .isEqualTo(250_000_000L);
  }

  @Test
  void postsNoMoreAtOnceThanItsLimit() throws Exception {
    run(ExitCode.DONE);
    allowed();
    allowed();
    performed();
    run(ExitCode.DONE);

    assertThat(collector.got())
        .extracting(request ->
            request.getResourceSpansList().stream()
                .mapToInt(resource -> resource.getScopeSpans(0).getSpansCount())
                .sum())
        .allMatch(count -> count <= 2)
        .hasSizeGreaterThan(2);
    assertThat(collector.spans()).hasSize(5);
  }

  @Test
  void saysWhatFailedAndWhy() throws Exception {
    run(ExitCode.DONE);
    say(Steps.refused());
    run(ExitCode.DONE);

    Status status = named("delivery").getStatus();
    assertThat(status.getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(status.getMessage()).isEqualTo(Code.JSON_INVALID.text());
  }

  @Test
  void goesOnWithWhatWasNotTakenUnderTheSameIds() throws Exception {
    run(ExitCode.DONE);
    allowed();
    collector.answer(503);

    run(ExitCode.CANNOT_RUN);
    assertThat(screen.err()).contains("did not take 2 spans: it answered 503");
    assertThat(collector.got()).isEmpty();
    run(ExitCode.DONE);
    run(ExitCode.DONE);

    assertThat(collector.spans()).hasSize(2);
  }

  @Test
  void showsItsTokenToTheReceiverOnly() throws Exception {
    run(ExitCode.DONE);
    allowed();
    collector.answer(401);
    run(ExitCode.CANNOT_RUN);

    assertThat(collector.tokens()).containsExactly("Bearer " + TOKEN);
    assertThat(screen.err() + screen.out() + collector.raw()).doesNotContain(TOKEN);
    assertThat(Files.readString(directory.resolve("posted"))).doesNotContain(TOKEN);
  }

  @Test
  void postsNothingThatIsNotProven() throws Exception {
    run(ExitCode.DONE);
    gate = Chain.of(topics, "validator", "gate-0", SigningKey.generate());
    allowed();

    run(ExitCode.NO);

    assertThat(collector.got()).isEmpty();
    assertThat(screen.err()).contains("BROKEN validator gate-0");
  }

  @Test
  void saysWhereReceiptsAreGone() throws Exception {
    Files.writeString(directory.resolve("posted"), "{\"" + topics.validatorReceipts() + ":0\":77}");

    run(ExitCode.CANNOT_RUN);

    assertThat(screen.err()).contains("are not there any more");
  }

  @Test
  void asksForWhatItCannotRead() throws Exception {
    Files.writeString(directory.resolve("posted"), "{\"x\":1}");

    run(ExitCode.CANNOT_RUN);

    assertThat(screen.err()).contains("does not say how far receipts were posted");
  }

  private static ByteString trace() {
    return ByteString.copyFrom(HexFormat.of().parseHex(TraceParent.of(Steps.ACTION).traceId()));
  }

  private Span named(String name) {
    return collector.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void allowed() {
    say(Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED));
  }

  private void say(io.sallyport.contract.receipt.ReceiptBody body) {
    new Books(broker, topics).decide(++said, gate.append(body));
  }

  private void performed() {
    new Books(broker, topics)
        .perform(cell.append(Steps.performed("gate-0/1", OutcomeResult.SUCCEEDED, Code.SUCCEEDED)));
  }

  private void run(int code) {
    String[] arguments = {
      "trace",
      directory.resolve("tracer.yaml").toString(),
      "--once",
      "--prefix",
      topics.prefix(),
      "--config",
      directory.resolve("auditor.properties").toString(),
      "--keys",
      directory.resolve("keys").toString()
    };
    assertThat(CommandTree.run(screen.console(), InputStream.nullInputStream(), arguments))
        .as(screen.err())
        .isEqualTo(code);
  }
}

package io.sallyport.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.tally.Books;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;

/** An installation on a real broker, a receiver of OTLP, and the command between them. */
final class TraceStage implements AutoCloseable {
  static final String TOKEN = "canary-token-8c1f";

  private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

  final Screen screen = new Screen();
  final Collector collector;
  final Topics topics;

  private final EmbeddedBroker broker;
  private final Path directory;
  private final SigningKey key = SigningKey.generate();
  private final Chain gate;
  private final Chain cell;
  private int said;

  TraceStage(EmbeddedBroker broker, Path directory) throws Exception {
    this.broker = broker;
    this.directory = directory;
    topics = new Topics("trace-" + INSTALLATIONS.getAndIncrement());
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      Manifest manifest = Manifest.of(ManifestSpec.small(topics, "deployments"));
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    SigningKey ofCell = SigningKey.generate();
    gate = chain("gate-0");
    cell = Chain.of(topics, "deployments", "deployments-0", ofCell);
    Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(directory.resolve("keys/validator-receipt.jwk"), key.jwk());
    KeyFile.writePublic(directory.resolve("keys/deployments-receipt.jwk"), ofCell.jwk());
    ClientProperties.write(
        directory.resolve("auditor.properties"), broker.clientProperties("auditor"));
    Files.writeString(directory.resolve("token"), TOKEN + "\n");
    collector = new Collector();
    limits("batch: 2");
  }

  /** What the document says of them, beside how patient it is. */
  void limits(String limits) throws Exception {
    Files.writeString(
        directory.resolve("tracer.yaml"), collector.document().replace("batch: 2", limits));
  }

  /** Another chain of the validator's. */
  Chain chain(String name) {
    return Chain.of(topics, "validator", name, key);
  }

  /** A receipt of the gate's chain that somebody else signed. */
  ReceiptRecord forged() {
    return Chain.of(topics, "validator", "gate-0", SigningKey.generate())
        .append(Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED));
  }

  /** The gate's next receipt, which nobody has said yet. */
  ReceiptRecord next(ReceiptBody body) {
    return gate.append(body);
  }

  void allowed() {
    say(next(Steps.decided(DecisionResult.ALLOWED, Code.PERMITTED)));
  }

  void say(ReceiptRecord... records) {
    new Books(broker, topics).decide(++said, records);
  }

  void performed() {
    new Books(broker, topics)
        .perform(cell.append(Steps.performed("gate-0/1", OutcomeResult.SUCCEEDED, Code.SUCCEEDED)));
  }

  Span named(String name) {
    return collector.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The file that remembers how far receipts were posted. */
  Path posted() {
    return directory.resolve("posted");
  }

  /** Until all that is there was posted. */
  void run(int code) {
    assertThat(start("--once")).as(screen.err()).isEqualTo(code);
  }

  int start(String... options) {
    List<String> arguments = new ArrayList<>(List.of("trace", directory + "/tracer.yaml"));
    arguments.addAll(List.of("--prefix", topics.prefix()));
    arguments.addAll(List.of("--config", directory + "/auditor.properties"));
    arguments.addAll(List.of("--keys", directory + "/keys"));
    arguments.addAll(List.of(options));
    return CommandTree.run(
        screen.console(), InputStream.nullInputStream(), arguments.toArray(String[]::new));
  }

  @Override
  public void close() {
    collector.close();
  }
}

package io.sallyport.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.tally.Books;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.DeskRuling;
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
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a real broker's receipts to a real receiver, with the auditor's rights. */
@Tag("CSF-RS.CO")
class NotifyIT {
  private static final SigningKey VALIDATOR = SigningKey.generate();

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static int installations;

  private final Screen screen = new Screen();
  private Receiver receiver;
  private Topics topics;
  private Chain gate;
  private int said;

  @BeforeAll
  static void starts() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(directory.resolve("keys/validator-receipt.jwk"), VALIDATOR.jwk());
    ClientProperties.write(
        directory.resolve("auditor.properties"), broker.clientProperties("auditor"));
    Files.writeString(directory.resolve("secret"), Receiver.secret());
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @BeforeEach
  void installs() throws Exception {
    topics = new Topics("notify-" + installations++);
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      Manifest manifest = Manifest.of(ManifestSpec.small(topics, "deployments"));
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    gate = Chain.of(topics, "validator", "gate-0", VALIDATOR);
    Files.deleteIfExists(directory.resolve("told"));
    receiver = new Receiver();
    Files.writeString(directory.resolve("notifier.yaml"), receiver.document());
  }

  @AfterEach
  void ends() {
    receiver.close();
  }

  @Test
  void tellsOfWhatGateAndDeskHoldOnceEach() {
    held();
    run(ExitCode.DONE);
    assertThat(receiver.got()).as("the first start begins at the end").isEmpty();

    ReceiptRecord one = held();
    say(Receipts.allowed(origin()));
    ReceiptRecord two = heldByTheDesk();
    run(ExitCode.DONE);
    run(ExitCode.DONE);

    assertThat(receiver.got()).extracting(Receiver.Got::isGenuine).containsExactly(true, true);
    assertThat(receiver.ids()).doesNotHaveDuplicates();
    assertThat(receiver.got().getFirst().body()).contains(one.chain() + "/1");
    assertThat(receiver.got().getLast().body()).contains(two.chain() + "/4");
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST_ACTION, ALLOWED, 1",
    "NEW_TARGET, DENIED, 1",
    "VOLUME_UNUSUAL, MODIFIED, 1",
    "SENDER_STOPPED, DENIED, 0"
  })
  void tellsOfWhatIsUnusualAndNotOfWhatFollows(Code code, DecisionResult result, int told) {
    run(ExitCode.DONE);

    ruled(result, code);
    run(ExitCode.DONE);

    assertThat(receiver.got()).hasSize(told);
    assertThat(receiver.got())
        .allSatisfy(got -> assertThat(got.body()).contains("\"type\":\"sallyport.unusual\""));
    assertThat(receiver.ids()).allSatisfy(id -> assertThat(id).startsWith("unusual-"));
  }

  @Test
  void goesOnWithWhatWasNotTakenUnderTheSameId() {
    run(ExitCode.DONE);
    held();
    held();
    receiver.answer(204, 500, 500, 500);

    run(ExitCode.CANNOT_RUN);
    assertThat(screen.err()).contains("did not take gate-0/1").contains("start again");
    run(ExitCode.DONE);

    List<String> ids = receiver.ids();
    assertThat(ids).hasSize(5);
    assertThat(ids.subList(1, 5)).containsOnly(ids.get(1)).doesNotContain(ids.getFirst());
  }

  @Test
  void tellsOfNothingThatIsNotProven() {
    run(ExitCode.DONE);
    gate = Chain.of(topics, "validator", "gate-0", SigningKey.generate());
    held();

    run(ExitCode.NO);

    assertThat(receiver.got()).isEmpty();
    assertThat(screen.err()).contains("BROKEN validator gate-0");
  }

  @Test
  void tellsNothingOfAnotherChainBehindOneThatIsNotProven() {
    run(ExitCode.DONE);
    Chain desk = Chain.of(topics, "validator", "desk-0", VALIDATOR);
    gate = Chain.of(topics, "validator", "gate-0", SigningKey.generate());
    ReceiptRecord broken = gate.append(heldBody());
    ReceiptRecord sound = desk.append(heldBody());
    new Books(broker, topics).decide(1, broken, sound);

    run(ExitCode.NO);

    assertThat(receiver.got()).isEmpty();
    assertThat(screen.err()).contains("BROKEN validator gate-0");
  }

  @Test
  void asksForWhatItCannotRead() throws Exception {
    Files.writeString(directory.resolve("told"), "{\"0\":-1}");

    run(ExitCode.CANNOT_RUN);

    assertThat(screen.err()).contains("does not say how far receipts were told of");
  }

  @Test
  void saysWhereReceiptsAreGone() throws Exception {
    Files.writeString(directory.resolve("told"), "{\"0\":77}");

    run(ExitCode.CANNOT_RUN);

    assertThat(screen.err()).contains("are not there any more").contains("held list");
  }

  private Origin origin() {
    return new Origin(topics.untrusted(), 0, said);
  }

  private ReceiptRecord held() {
    return say(heldBody());
  }

  private ReceiptBody heldBody() {
    return Receipts.decided(origin(), 1, "rule", DecisionResult.HELD, Code.APPROVAL_NEEDED);
  }

  private ReceiptRecord heldByTheDesk() {
    return ruled(DecisionResult.HELD, Code.APPROVAL_NEEDED);
  }

  private ReceiptRecord ruled(DecisionResult result, Code code) {
    ReceiptBody.Decision decision =
        (ReceiptBody.Decision)
            Receipts.decided(origin(), 1, "rule", DecisionResult.REFERRED, Code.PERMITTED);
    say(new ReceiptBody.Referred(decision, decision.bundle()));
    ReceiptBody.Verdict verdict = new ReceiptBody.Verdict(result, "rule", List.of());
    return say(
        new ReceiptBody.Ruled(
            decision.action().orElseThrow(),
            new DeskRuling("gate-0/" + said, verdict, code, decision.bundle())));
  }

  private ReceiptRecord say(ReceiptBody body) {
    ReceiptRecord record = gate.append(body);
    new Books(broker, topics).decide(++said, record);
    return record;
  }

  private void run(int code) {
    String[] arguments = {
      "notify",
      directory.resolve("notifier.yaml").toString(),
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

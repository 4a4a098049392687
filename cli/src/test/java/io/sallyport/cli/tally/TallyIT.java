package io.sallyport.cli.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.bundle.DemoBundles;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import io.sallyport.contract.topic.Manifest;
import io.sallyport.contract.topic.ManifestApply;
import io.sallyport.contract.topic.ManifestSpec;
import io.sallyport.quickstart.broker.EmbeddedBroker;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a real broker and real receipts; each test has topics of its own. */
@Tag("AARM-R5")
@Tag("ASI10")
class TallyIT {
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static int installations;

  private final Screen screen = new Screen();
  private Topics topics = new Topics("sallyport");
  private Path auditor = directory;

  @BeforeAll
  static void starts() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(directory.resolve("keys/validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(directory.resolve("keys/deployments-receipt.jwk"), CELL.jwk());
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  @BeforeEach
  void installs() throws Exception {
    topics = new Topics("tally-" + installations++);
    Manifest manifest = Manifest.of(ManifestSpec.small(topics, "deployments"));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    auditor =
        ClientProperties.write(
            directory.resolve("auditor.properties"), broker.clientProperties("auditor"));
  }

  @Test
  void balancesAnEmptyInstallation() {
    JsonNode tally = tally(0);

    assertThat(tally.path("received").intValue()).isZero();
    assertThat(tally.path("ok").booleanValue()).isTrue();
  }

  @Test
  void accountsForDeliveriesAndActions() throws Exception {
    books().receive(3);
    Chain gate = gate();
    books()
        .decide(
            3,
            gate.append(Receipts.opened()),
            gate.append(Receipts.allowed(at(0))),
            gate.append(Receipts.ended(at(1), Ending.REFUSED, Code.JSON_INVALID)),
            gate.append(Receipts.ended(at(2), Ending.DUPLICATE, Code.DUPLICATE)));
    Chain cell = cell();
    books()
        .perform(
            cell.append(Receipts.outcome(Receipts.id(at(0), "rule"), OutcomeResult.SUCCEEDED)),
            cell.append(Receipts.rejected(Code.KEY_UNKNOWN)));

    JsonNode tally = tally(0, "--wait", "20s");

    assertThat(tally.path("received").intValue()).isEqualTo(3);
    assertThat(tally.at("/deliveries/DECIDED").intValue()).isEqualTo(1);
    assertThat(tally.at("/deliveries/REFUSED").intValue()).isEqualTo(1);
    assertThat(tally.at("/deliveries/DUPLICATE").intValue()).isEqualTo(1);
    assertThat(tally.at("/refused/json-invalid").intValue()).isEqualTo(1);
    assertThat(tally.at("/actions/SUCCEEDED").intValue()).isEqualTo(1);
    assertThat(tally.at("/rejected/key-unknown").intValue()).isEqualTo(1);
    assertThat(tally.path("pending").intValue()).isZero();
    assertThat(tally.path("unaccounted").intValue()).isZero();
    assertThat(tally.at("/chains/read").intValue()).isEqualTo(2);
  }

  @Test
  void readsCommittedReceiptsOnly() throws Exception {
    books().receive(1);
    Chain gate = gate();
    ReceiptRecord opened = gate.append(Receipts.opened());
    books().abort(opened);
    books().decide(1, opened, gate.append(Receipts.ended(at(0), Ending.IGNORED, Code.NO_RULE)));

    JsonNode tally = tally(0);

    assertThat(tally.at("/deliveries/IGNORED").intValue()).isEqualTo(1);
    assertThat(tally.at("/chains/broken")).isEmpty();
  }

  @Test
  void saysNoWhenSomethingIsStillPendingAfterTheWait() throws Exception {
    books().receive(2);

    JsonNode tally = tally(1, "--wait", "1s");

    assertThat(tally.path("pending").intValue()).isEqualTo(2);
    assertThat(tally.path("ok").booleanValue()).as("pending is no loss").isTrue();
    assertThat(screen.err()).contains("still pending");
  }

  @Test
  void showsADeliveryWithoutReceiptBelowTheProgress() throws Exception {
    books().receive(2);
    Chain gate = gate();
    books().decide(2, gate.append(Receipts.ended(at(1), Ending.IGNORED, Code.NO_RULE)));

    JsonNode tally = tally(1);

    assertThat(tally.path("unaccounted").intValue()).isEqualTo(1);
    assertThat(tally.at("/missing/0").textValue()).isEqualTo(at(0).text());
  }

  @Test
  void showsABrokenChain() throws Exception {
    books().receive(1);
    Chain gate = gate();
    gate.append(Receipts.opened());
    books().decide(1, gate.append(Receipts.ended(at(0), Ending.IGNORED, Code.NO_RULE)));

    JsonNode tally = tally(1);

    assertThat(tally.at("/chains/broken/0/chain").textValue()).isEqualTo("gate-0");
    assertThat(tally.at("/chains/broken/0/seq").intValue()).isZero();
  }

  @Test
  void whatItCountedCanBeTakenAwayAndVerifiedElsewhere() throws Exception {
    performed();
    String file = directory.resolve(topics.prefix() + ".jsonl").toString();

    execute(
        0, "audit", "export", file, "--config", auditor.toString(), "--prefix", topics.prefix());
    execute(
        0, "audit", "verify", file, "--keys", directory.resolve("keys").toString(), "--settled");

    assertThat(screen.out()).contains("3 receipts in ").doesNotContain("BROKEN");
    execute(
        2, "audit", "export", file, "--config", auditor.toString(), "--prefix", topics.prefix());
    assertThat(screen.err()).contains("cannot be written");
  }

  @Test
  void whatItCountedCanBeTakenAwayInEnvelopes() throws Exception {
    performed();
    SigningKey attestor = SigningKey.generate();
    String pem = directory.resolve(topics.prefix() + ".pem").toString();
    KeyFile.writePrivate(Path.of(pem), attestor);
    String jwk = directory.resolve(topics.prefix() + ".jwk").toString();
    KeyFile.writePublic(Path.of(jwk), attestor.jwk());
    String file = directory.resolve(topics.prefix() + ".intoto.jsonl").toString();
    String keys = directory.resolve("keys").toString();

    List<String> export = new ArrayList<>(List.of("audit", "export", file, "--dsse", pem));
    export.addAll(List.of("--config", auditor.toString(), "--prefix", topics.prefix()));
    execute(0, export.toArray(String[]::new));
    execute(0, "audit", "verify", file, "--keys", keys, "--dsse", jwk, "--settled");
    execute(0, "audit", "events", file, "--keys", keys, "--dsse", jwk);
    assertThat(screen.out()).contains("3 receipts in ").contains("\"status\":\"SUCCEEDED\"");
  }

  private void performed() throws Exception {
    books().receive(1);
    Chain gate = gate();
    books().decide(1, gate.append(Receipts.opened()), gate.append(Receipts.allowed(at(0))));
    books()
        .perform(
            cell().append(Receipts.outcome(Receipts.id(at(0), "rule"), OutcomeResult.SUCCEEDED)));
  }

  @Test
  void whatWasDoneIsFoundAgain() throws Exception {
    performed();

    unwind(0, "--source", "github", "--principal", "p", "--since", "2026-11-01T00:00:00Z");
    assertThat(screen.out())
        .contains(Receipts.id(at(0), "rule").text())
        .contains("SUCCEEDED")
        .doesNotContain("Release");
    Path bundle = DemoBundles.copy(DemoBundles.VALIDATOR, directory.resolve("bundle"));
    String undone = "action: com.example.actions.Deploy\n";
    DemoBundles.replace(
        bundle.resolve("policy-deploy.yaml"),
        undone,
        undone + "  undo: com.example.actions.Release\n");
    unwind(0, "--source", "github", "--since", "366d", "--bundle", bundle.toString());
    assertThat(screen.out()).containsPattern("SUCCEEDED +p +com.example.actions.Release");
    unwind(0, "--source", "gitlab", "--since", "366d");
    assertThat(screen.err()).contains("nothing since");
    unwind(2, "--since", "1h");
    unwind(2, "--source", "github", "--since", "yesterday");
  }

  private void unwind(int expected, String... options) {
    List<String> all = new ArrayList<>(List.of("unwind", "--config", auditor.toString()));
    all.addAll(List.of("--keys", directory.resolve("keys").toString()));
    all.addAll(List.of("--prefix", topics.prefix()));
    all.addAll(List.of(options));
    execute(expected, all.toArray(String[]::new));
  }

  @Test
  void showsPeopleATable() {
    run(0);

    assertThat(screen.out()).contains("received").contains("unaccounted").contains("chains");
  }

  private JsonNode tally(int expected, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--output", "json"));
    all.addAll(Arrays.asList(arguments));
    run(expected, all.toArray(String[]::new));
    return StrictJson.read(screen.out().getBytes(UTF_8)).orElseThrow();
  }

  private void run(int expected, String... arguments) {
    List<String> all = new ArrayList<>(List.of("tally", "--config", auditor.toString()));
    all.addAll(List.of("--keys", directory.resolve("keys").toString()));
    all.addAll(List.of("--prefix", topics.prefix()));
    all.addAll(List.of(arguments));
    execute(expected, all.toArray(String[]::new));
  }

  private void execute(int expected, String... arguments) {
    int code = CommandTree.of(screen.console(), InputStream.nullInputStream()).execute(arguments);
    assertThat(code).as(screen.out() + screen.err()).isEqualTo(expected);
  }

  private Books books() {
    return new Books(broker, topics);
  }

  private Chain gate() {
    return Chain.of(topics, "validator", "gate-0", VALIDATOR);
  }

  private Chain cell() {
    return Chain.of(topics, "deployments", "deployments-1", CELL);
  }

  private Origin at(long offset) {
    return new Origin(topics.untrusted(), 0, offset);
  }
}

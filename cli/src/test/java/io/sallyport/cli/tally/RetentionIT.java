package io.sallyport.cli.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ClientProperties;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.NamedReceipt;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
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
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first receipts of chains are deleted from a real broker; each test has its own topics. */
@Tag("AARM-R5")
@Tag("CSF-RS.AN")
class RetentionIT {
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();
  private static final String BEGINS = "gate-0/0 +begins with receipt 2 of .* nothing vouches";

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static int installations;

  private final Screen screen = new Screen();
  private final List<NamedReceipt> decisions = new ArrayList<>();
  private Topics topics = new Topics("sallyport");
  private Chain gate = Chain.of(topics, "validator", "gate-0", VALIDATOR);
  private Chain cell = Chain.of(topics, "deployments", "deployments-1", CELL);

  @BeforeAll
  static void starts() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(directory.resolve("keys/validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(directory.resolve("keys/deployments-receipt.jwk"), CELL.jwk());
    KeyFile.writePrivate(directory.resolve("witness.pem"), SigningKey.generate());
    ClientProperties.write(
        directory.resolve("auditor.properties"), broker.clientProperties("auditor"));
  }

  @AfterAll
  static void stops() {
    broker.close();
  }

  /** Two actions that are exported, and a third; all of the first is deleted. */
  @BeforeEach
  void deletesWhatIsExported() throws Exception {
    topics = new Topics("retention-" + installations++);
    Manifest manifest = Manifest.of(ManifestSpec.small(topics, "deployments"));
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      new ManifestApply(admin, manifest, Duration.ofSeconds(30)).apply();
    }
    gate = Chain.of(topics, "validator", "gate-0", VALIDATOR);
    cell = Chain.of(topics, "deployments", "deployments-1", CELL);
    books().receive(3);
    books().decide(2, gate.append(Receipts.opened()), decided(0), decided(1));
    books().perform(cell.append(Receipts.opened()), ended(0), ended(1));
    run(0, on("audit", "export", earlier()));
    run(0, witness("--first"));
    books().decide(3, decided(2));
    books().perform(ended(2));
    delete(2);
  }

  @Test
  void countsWithAnEarlierExportWhatItCountedBefore() {
    run(1, reading("tally"));
    assertThat(screen.out()).containsPattern("BROKEN +validator " + BEGINS);

    run(0, reading("tally", "--after", earlier(), "--wait", "20s"));
    assertThat(screen.out()).containsPattern("sealed +3");
  }

  @Test
  void verifiesALaterExportWithAnEarlierOne() {
    run(0, on("audit", "export", path(topics.prefix() + "-later")));
    List<String> verify =
        List.of("audit", "verify", path(topics.prefix() + "-later"), "--keys", path("keys"));

    run(1, verify);
    assertThat(screen.out()).containsPattern("BROKEN +validator " + BEGINS);
    run(0, with(verify, "--after", earlier(), "--settled"));
  }

  @Test
  void listsWithoutOneWhatThereIsAndSaysWhereItBegins() {
    run(1, reading("unwind", "--source", "github", "--since", "366d"));
    assertThat(screen.out()).contains(action(1), action(2)).doesNotContain(action(0));
    assertThat(screen.err()).containsPattern("BROKEN validator " + BEGINS);

    run(0, reading("unwind", "--source", "github", "--since", "366d", "--after", earlier()));
    assertThat(screen.out()).contains(action(0));
  }

  @Test
  void witnessesWithAnEarlierExportWhereTheChainsGoOn() {
    run(1, witness());
    assertThat(screen.out()).containsPattern("BROKEN validator " + BEGINS);

    run(0, witness("--after", earlier()));
    run(0, witness("--after", earlier()));
  }

  @Test
  void tellsReceiptsThatTheExportHasNotAndTheBrokerNoMore() throws Exception {
    books().decide(3, gate.append(Receipts.opened()), gate.append(Receipts.opened()));
    delete(7);

    run(1, reading("tally", "--after", earlier()));
    assertThat(screen.out()).containsPattern("BROKEN +validator gate-0/3 +begins with receipt 5");
    run(1, witness("--after", earlier()));
  }

  private void delete(long before) throws Exception {
    try (Admin admin = Admin.create(broker.clientProperties("admin"))) {
      RecordsToDelete records = RecordsToDelete.beforeOffset(before);
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(topics.validatorReceipts(), 0),
                  records,
                  new TopicPartition(topics.receipts("deployments"), 1),
                  RecordsToDelete.beforeOffset(2)))
          .all()
          .get();
    }
  }

  private ReceiptRecord decided(int offset) {
    decisions.add(gate.next());
    return gate.append(Receipts.allowed(at(offset)));
  }

  private ReceiptRecord ended(int offset) {
    ActionId id = Receipts.id(at(offset), "rule");
    return cell.append(Receipts.outcome(id, OutcomeResult.SUCCEEDED, decisions.get(offset)));
  }

  private Origin at(int offset) {
    return new Origin(topics.untrusted(), 0, offset);
  }

  private String action(int offset) {
    return Receipts.id(at(offset), "rule").text();
  }

  private Books books() {
    return new Books(broker, topics);
  }

  private String earlier() {
    return path(topics.prefix() + "-earlier");
  }

  private List<String> witness(String... options) {
    List<String> all =
        new ArrayList<>(List.of("audit", "witness", path(topics.prefix() + ".note")));
    all.addAll(List.of("--key", path("witness.pem"), "--once"));
    all.addAll(Arrays.asList(options));
    return reading(all.toArray(String[]::new));
  }

  private List<String> reading(String... arguments) {
    return with(on(arguments), "--keys", path("keys"));
  }

  private List<String> on(String... arguments) {
    return with(
        Arrays.asList(arguments),
        "--config",
        path("auditor.properties"),
        "--prefix",
        topics.prefix());
  }

  private static List<String> with(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(Arrays.asList(more));
    return all;
  }

  private void run(int expected, List<String> arguments) {
    int code =
        CommandTree.of(screen.console(), InputStream.nullInputStream())
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as(screen.out() + screen.err()).isEqualTo(expected);
  }

  private static String path(String name) {
    return directory.resolve(name).toString();
  }
}

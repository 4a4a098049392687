package io.sallyport.cli.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export proves, and what each change to it shows. */
@Tag("AARM-R5")
@Tag("CSF-GV.OV")
@Tag("CSF-RS.AN")
class VerifyCommandTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();

  @TempDir private Path directory;
  private final List<ReceiptRecord> records = new ArrayList<>();

  @BeforeEach
  void writesReceipts() throws IOException {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(keys.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(keys.resolve("deployments-receipt.jwk"), CELL.jwk());
    Chain cell = Chain.of(TOPICS, "deployments", "deployments-0", CELL);
    records.add(cell.append(Receipts.opened()));
    records.add(cell.append(outcome(1)));
    records.add(cell.append(outcome(2)));
    records.addAll(gate(VALIDATOR, 3));
  }

  private static List<ReceiptRecord> gate(SigningKey key, int decisions) {
    Chain gate = Chain.of(TOPICS, "validator", "gate-0", key);
    List<ReceiptRecord> records = new ArrayList<>(List.of(gate.append(Receipts.opened())));
    for (int i = 1; i <= decisions; i++) {
      records.add(gate.append(Receipts.allowed(at(i))));
    }
    return records;
  }

  @Test
  void countsWhatHolds() throws IOException {
    JsonNode proof = verify(0);

    assertThat(proof.path("receipts").intValue()).isEqualTo(7);
    assertThat(proof.path("chains").intValue()).isEqualTo(2);
    assertThat(proof.path("sealed").intValue()).isEqualTo(3);
    assertThat(proof.path("withoutOutcome").intValue()).isEqualTo(1);
    assertThat(proof.path("ok").booleanValue()).isTrue();
  }

  @Test
  void saysNoToADecisionWithoutOutcomeWhereAllMustHaveEnded() throws IOException {
    verify(1, "--settled");
    records.removeLast();
    verify(0, "--settled");
  }

  @Test
  void showsAChangedReceipt() throws IOException {
    String jws = records.get(1).jws();
    char other = jws.charAt(100) == 'A' ? 'B' : 'A';
    replace(1, jws.substring(0, 100) + other + jws.substring(101));

    assertThat(broken(verify(1))).containsExactly("deployments deployments-0/1");
  }

  @Test
  void showsADeletedReceipt() throws IOException {
    records.remove(1);

    assertThat(broken(verify(1))).containsExactly("deployments deployments-0/1");
  }

  @Test
  void showsAnInsertedReceipt() throws IOException {
    records.add(2, gate(CELL, 1).getLast());

    assertThat(broken(verify(1))).containsExactly("validator gate-0/0");
  }

  @Test
  void showsReceiptsInAnotherOrder() throws IOException {
    Collections.swap(records, 1, 2);

    assertThat(broken(verify(1))).containsExactly("deployments deployments-0/1");
  }

  @Test
  void showsAnOutcomeWithoutDecision() throws IOException {
    records.remove(5);
    records.remove(5);

    JsonNode proof = verify(1);

    assertThat(proof.path("withoutDecision").intValue()).isEqualTo(1);
    assertThat(broken(proof)).isEmpty();
  }

  @Test
  void showsAnActionThatEndedTwice() throws IOException {
    Chain again = Chain.of(TOPICS, "deployments", "deployments-1", CELL);
    records.add(again.append(Receipts.opened()));
    records.add(again.append(outcome(1)));

    JsonNode proof = verify(1);

    assertThat(proof.path("contradicted").intValue()).isEqualTo(1);
    assertThat(broken(proof)).isEmpty();
  }

  @Test
  void showsWhatWasCutOffAgainstKeptHeads() throws IOException {
    verify(0, "--save-heads", path("heads"));
    records.removeLast();

    verify(0);
    assertThat(broken(verify(1, "--heads", path("heads")))).containsExactly("validator gate-0/3");
  }

  @Test
  void showsWhatTheHolderOfAKeyWroteAnewAgainstKeptHeads() throws IOException {
    verify(0, "--save-heads", path("heads"));
    records.subList(3, records.size()).clear();
    Chain forged = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);
    for (int i = 0; i < 5; i++) {
      records.add(forged.append(Receipts.allowed(at(i))));
    }

    verify(0);
    assertThat(broken(verify(1, "--heads", path("heads")))).containsExactly("validator gate-0/3");
  }

  @Test
  void goesOnFromKeptHeads() throws IOException {
    verify(0, "--save-heads", path("heads"));
    records.subList(3, records.size()).clear();
    records.addAll(gate(VALIDATOR, 9));

    verify(0, "--heads", path("heads"), "--save-heads", path("later"));
  }

  @Test
  void keepsNoHeadsOfWhatIsBrokenAndOverwritesNone() throws IOException {
    verify(0, "--save-heads", path("heads"));
    assertThat(run("--save-heads", path("heads")).err()).contains("cannot be written");
    records.remove(1);

    verify(1, "--save-heads", path("others"));
    assertThat(directory.resolve("others")).doesNotExist();
  }

  @Test
  void refusesHeadsThatAreNone() throws IOException {
    Files.writeString(
        directory.resolve("heads"), "{\"format\":\"sallyport-heads-1\",\"heads\":[1]}");
    write();

    assertThat(run("--heads", path("heads")).err()).contains("holds no heads");
  }

  @Test
  void showsAFileThatEndsEarly() throws IOException {
    write();
    List<String> lines = Files.readAllLines(file());
    Files.write(file(), lines.subList(0, lines.size() - 1));

    assertThat(broken(json(run("--output", "json")))).containsExactly("file line/9");
  }

  @Test
  void showsALineThatIsNone() throws IOException {
    write();
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    lines.add(3, "{\"topic\":\"sallyport.receipts.validator\"}");
    Files.write(file(), lines);

    assertThat(broken(json(run("--output", "json")))).contains("file line/4");
  }

  @Test
  void refusesReceiptsOfAWriterWithoutKey() throws IOException {
    records.add(
        Chain.of(TOPICS, "payments", "payments-0", SigningKey.generate())
            .append(Receipts.opened()));
    write();

    assertThat(run().err()).contains("no key").contains("sallyport.receipts.payments");
  }

  @Test
  void refusesAFileThatIsNoExport() throws IOException {
    Files.writeString(file(), "{\"format\":\"sallyport-audit-2\",\"prefix\":\"sallyport\"}\n");

    assertThat(run().err()).contains("is not an export of receipts");
  }

  @Test
  void showsPeopleATable() throws IOException {
    records.remove(1);
    write();

    assertThat(run().out()).contains("without outcome").contains("BROKEN").contains("/1");
  }

  private JsonNode verify(int expected, String... options) throws IOException {
    write();
    List<String> all = new ArrayList<>(List.of("--output", "json"));
    all.addAll(List.of(options));
    Screen screen = new Screen();
    assertThat(execute(screen, all)).as(screen.err()).isEqualTo(expected);
    return json(screen);
  }

  private Screen run(String... options) {
    Screen screen = new Screen();
    assertThat(execute(screen, List.of(options))).isNotZero();
    return screen;
  }

  private int execute(Screen screen, List<String> options) {
    List<String> all = new ArrayList<>(List.of("audit", "verify", file().toString()));
    all.addAll(List.of("--keys", path("keys")));
    all.addAll(options);
    return CommandTree.of(screen.console(), InputStream.nullInputStream())
        .execute(all.toArray(String[]::new));
  }

  private static JsonNode json(Screen screen) {
    return StrictJson.read(screen.out().getBytes(UTF_8)).orElseThrow();
  }

  private void write() throws IOException {
    Files.deleteIfExists(file());
    try (var writing = ExportFile.create(file(), TOPICS.prefix(), StrictJson::write)) {
      for (ReceiptRecord each : records) {
        writing.write(each);
      }
      assertThat(writing.end()).isEqualTo(records.size());
    }
  }

  private Path file() {
    return directory.resolve("receipts.jsonl");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void replace(int index, String jws) {
    ReceiptRecord old = records.get(index);
    records.set(index, new ReceiptRecord(old.topic(), old.partition(), old.chain(), jws));
  }

  private static List<String> broken(JsonNode proof) {
    List<String> places = new ArrayList<>();
    for (JsonNode each : proof.path("broken")) {
      places.add(
          each.path("writer").textValue()
              + " "
              + each.path("chain").textValue()
              + "/"
              + each.path("seq").longValue());
    }
    return places;
  }

  private static ReceiptBody outcome(int number) {
    return Receipts.outcome(Receipts.id(at(number), "rule"), OutcomeResult.SUCCEEDED);
  }

  private static Origin at(int offset) {
    return new Origin("sallyport.untrusted", 0, offset);
  }
}

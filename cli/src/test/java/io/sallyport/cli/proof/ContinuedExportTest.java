package io.sallyport.cli.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.attest.Attestations;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.cli.witness.Ed25519Key;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export whose first receipts are in an earlier one only: what both prove together. */
@Tag("AARM-R5")
@Tag("CSF-RS.AN")
class ContinuedExportTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();
  private static final SigningKey ATTESTOR = SigningKey.generate();
  private static final int ACTIONS = 6;

  @TempDir private Path directory;
  private final Screen screen = new Screen();
  private final List<ReceiptRecord> decided = new ArrayList<>();
  private final List<ReceiptRecord> performed = new ArrayList<>();
  private final List<ReceiptRecord> earlier = new ArrayList<>();
  private final List<ReceiptRecord> later = new ArrayList<>();

  @BeforeEach
  void isContinued() throws IOException {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(keys.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(keys.resolve("deployments-receipt.jwk"), CELL.jwk());
    Chain gate = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);
    Chain cell = Chain.of(TOPICS, "deployments", "deployments-0", CELL);
    decided.add(gate.append(Receipts.opened()));
    performed.add(cell.append(Receipts.opened()));
    for (int i = 1; i <= ACTIONS; i++) {
      Origin at = new Origin("sallyport.untrusted", 0, i);
      var named = gate.next();
      decided.add(gate.append(Receipts.allowed(at)));
      ReceiptBody outcome =
          Receipts.outcome(Receipts.id(at, "rule"), OutcomeResult.SUCCEEDED, named);
      performed.add(cell.append(outcome));
    }
    earlier.addAll(decided.subList(0, 5));
    earlier.addAll(performed.subList(0, 4));
    later.addAll(decided.subList(3, 7));
    later.addAll(performed.subList(2, 7));
  }

  @Test
  void provesTogetherWhatTheWholeDid() throws IOException {
    JsonNode proof = verify(0, "--settled");

    assertThat(proof.path("receipts").intValue()).isEqualTo(2 * (ACTIONS + 1));
    assertThat(proof.path("chains").intValue()).isEqualTo(2);
    assertThat(proof.path("sealed").intValue()).isEqualTo(ACTIONS);
  }

  @Test
  void aloneItSaysWithWhichReceiptItBegins() throws IOException {
    write("later", later, TOPICS);
    assertThat(run("audit", "verify", path("later"), "--keys", path("keys"))).isEqualTo(1);

    assertThat(screen.out())
        .contains("gate-0/0", "begins with receipt 3 of ", "nothing vouches for what came before")
        .containsPattern("receipts +verified +9");
    assertThat(run("audit", "events", path("later"), "--keys", path("keys"))).isEqualTo(1);
    assertThat(screen.err()).contains("begins with receipt 3 of ");
  }

  /** That a beginning was deleted excuses nothing that came later. */
  @Test
  void aloneItShowsAnEndThatWasCutOffToo() throws IOException {
    later.remove(3);
    write("later", later, TOPICS);

    assertThat(run("audit", "verify", path("later"), "--keys", path("keys"))).isEqualTo(1);
    assertThat(screen.out()).contains("gate-0/6", "it is missing").doesNotContain("gate-0/2");
  }

  @Test
  void writesEventsOfBoth() throws IOException {
    write("earlier", earlier, TOPICS);
    write("later", later, TOPICS);

    String[] events = {"audit", "events", path("later"), "--keys", path("keys")};
    assertThat(run(with(events, "--after", path("earlier")))).isZero();
    assertThat(screen.out().lines()).hasSize(2 * ACTIONS);
  }

  @Test
  void goesOnOverSeveral() throws IOException {
    write("first", earlier.subList(0, 2), TOPICS);

    verify(0, "--settled", "--after", path("first"));
  }

  @Test
  void keepsHeadsOfBoth() throws IOException {
    verify(0, "--save-heads", path("heads"));
    verify(0, "--heads", path("heads"));
    later.removeLast();

    assertThat(broken(verify(1, "--heads", path("heads")))).contains("deployments deployments-0/6");
  }

  @Test
  void showsWhatLiesInNeither() throws IOException {
    earlier.remove(4);
    later.removeFirst();
    later.removeFirst();

    assertThat(broken(verify(1))).contains("validator gate-0/4");
  }

  @Test
  void showsWhatTheHolderOfAKeyWroteAnewInTheLaterOne() throws IOException {
    Chain anew = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);
    for (int i = 0; i < decided.size(); i++) {
      Origin at = new Origin("sallyport.untrusted", 0, i + 50);
      decided.set(i, anew.append(Receipts.allowed(at)));
    }
    later.subList(0, 4).clear();
    later.addAll(0, decided.subList(3, 7));

    assertThat(broken(verify(1))).contains("validator gate-0/4");
  }

  @Test
  void showsAChangeInWhatIsRepeated() throws IOException {
    Collections.swap(later, 0, 1);

    assertThat(broken(verify(1))).contains("validator gate-0/5");
  }

  @Test
  void showsWhatWasCutOffTheLaterOne() throws IOException {
    later.subList(1, 4).clear();

    assertThat(broken(verify(1))).contains("validator gate-0/4");
  }

  @Test
  void showsAChainThatTheLaterOneLacks() throws IOException {
    later.subList(0, 4).clear();

    assertThat(broken(verify(1))).contains("validator gate-0/4");
  }

  @Test
  void showsAnEarlierFileThatEndsEarly() throws IOException {
    write("earlier", earlier, TOPICS);
    write("later", later, TOPICS);
    List<String> lines = Files.readAllLines(directory.resolve("earlier"));
    Files.write(directory.resolve("earlier"), lines.subList(0, lines.size() - 1));

    assertThat(verifyWritten(1).path("broken").findValuesAsText("writer")).contains("earlier");
  }

  @Test
  void refusesAnotherInstallationsExport() throws IOException {
    write("earlier", List.of(), new Topics("another"));
    write("later", later, TOPICS);

    String[] verify = {"audit", "verify", path("later"), "--keys", path("keys")};
    assertThat(run(with(verify, "--after", path("earlier")))).isEqualTo(2);
    assertThat(screen.err()).contains("of another installation");
  }

  @Test
  void goesOnInEnvelopes() throws IOException {
    KeyFile.writePublic(directory.resolve("attestor.jwk"), ATTESTOR.jwk());
    KeyFile.writePrivate(directory.resolve("attestor.pem"), ATTESTOR);
    Ed25519Key attestor = Ed25519Key.read(directory.resolve("attestor.pem"));
    write("earlier", earlier, TOPICS, attestor);
    write("later", later, TOPICS, attestor);

    verifyWritten(0, "--dsse", path("attestor.jwk"), "--settled");
  }

  private JsonNode verify(int expected, String... options) throws IOException {
    write("earlier", earlier, TOPICS);
    write("later", later, TOPICS);
    return verifyWritten(expected, options);
  }

  private JsonNode verifyWritten(int expected, String... options) {
    String[] verify = {
      "audit", "verify", path("later"), "--keys", path("keys"), "--output", "json"
    };
    Screen own = new Screen();
    String[] all = with(with(verify, options), "--after", path("earlier"));
    int code = CommandTree.of(own.console(), InputStream.nullInputStream()).execute(all);
    assertThat(code).as(own.out() + own.err()).isEqualTo(expected);
    return StrictJson.read(own.out().getBytes(UTF_8)).orElseThrow();
  }

  private int run(String... arguments) {
    return CommandTree.of(screen.console(), InputStream.nullInputStream()).execute(arguments);
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private void write(String name, List<ReceiptRecord> records, Topics topics) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
    try (var writing =
        ExportFile.create(directory.resolve(name), topics.prefix(), StrictJson::write)) {
      write(writing, records);
    }
  }

  private void write(String name, List<ReceiptRecord> records, Topics topics, Ed25519Key attestor)
      throws IOException {
    Attestations attestations = new Attestations();
    try (var writing =
        ExportFile.create(
            directory.resolve(name), topics.prefix(), line -> attestations.sign(line, attestor))) {
      write(writing, records);
    }
  }

  private static void write(ExportFile.Writing writing, List<ReceiptRecord> records)
      throws IOException {
    for (ReceiptRecord each : records) {
      writing.write(each);
    }
    writing.end();
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private static List<String> broken(JsonNode proof) {
    List<String> places = new ArrayList<>();
    for (JsonNode each : proof.path("broken")) {
      String place = each.path("chain").textValue() + "/" + each.path("seq").longValue();
      places.add(each.path("writer").textValue() + " " + place);
    }
    return places;
  }
}

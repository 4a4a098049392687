package io.sallyport.cli.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.attest.Attestations;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.cli.witness.Ed25519Key;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements in envelopes, as others would verify them, and what verifies of changed ones. */
@Tag("AARM-R5")
@Tag("CSF-RS.CO")
class DsseTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();
  private static final SigningKey ATTESTOR = SigningKey.generate();
  private static final Origin PLACE = new Origin("sallyport.untrusted", 0, 1);

  @TempDir private Path directory;
  private final Screen screen = new Screen();
  private final List<ReceiptRecord> records = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private Ed25519Key attestor;

  @BeforeEach
  void exports() throws IOException {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(keys.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(keys.resolve("deployments-receipt.jwk"), CELL.jwk());
    KeyFile.writePublic(directory.resolve("attestor.jwk"), ATTESTOR.jwk());
    KeyFile.writePrivate(directory.resolve("attestor.pem"), ATTESTOR);
    attestor = Ed25519Key.read(directory.resolve("attestor.pem"));
    Chain cell = Chain.of(TOPICS, "deployments", "deployments-0", CELL);
    records.add(cell.append(Receipts.opened()));
    records.add(cell.append(Receipts.outcome(Receipts.id(PLACE, "rule"), OutcomeResult.SUCCEEDED)));
    Chain gate = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);
    records.add(gate.append(Receipts.opened()));
    records.add(gate.append(Receipts.allowed(PLACE)));
    write();
  }

  private void write() throws IOException {
    Files.deleteIfExists(file());
    Attestations attestations = new Attestations();
    try (ExportFile.Writing writing =
        ExportFile.create(file(), TOPICS.prefix(), line -> attestations.sign(line, attestor))) {
      for (ReceiptRecord each : records) {
        writing.write(each);
      }
      writing.end();
    }
    lines.clear();
    lines.addAll(Files.readAllLines(file()));
  }

  @Test
  void isVerifiedByHandWithThePlatformsOwnEd25519() throws Exception {
    assertThat(lines).hasSize(records.size() + 2);
    for (String line : lines) {
      ObjectNode envelope = json(line);
      byte[] payload = Base64.getDecoder().decode(envelope.path("payload").textValue());
      String type = envelope.path("payloadType").textValue();
      ByteArrayOutputStream encoded = new ByteArrayOutputStream();
      encoded.writeBytes(("DSSEv1 28 " + type + " " + payload.length + " ").getBytes(UTF_8));
      encoded.writeBytes(payload);
      Signature signature = Signature.getInstance("Ed25519", "SunEC");
      signature.initVerify(ATTESTOR.jwk().publicKey());
      signature.update(encoded.toByteArray());

      assertThat(type).isEqualTo("application/vnd.in-toto+json");
      assertThat(envelope.at("/signatures/0/keyid").textValue()).isEqualTo(ATTESTOR.keyId());
      String signed = envelope.at("/signatures/0/sig").textValue();
      assertThat(signature.verify(Base64.getDecoder().decode(signed))).isTrue();
      assertThat(statement(line).path("_type").textValue())
          .isEqualTo("https://in-toto.io/Statement/v1");
    }
  }

  @Test
  void namesWhatAReceiptIsAboutAndCarriesItAsItWasSigned() {
    ObjectNode outcome = statement(lines.get(2));
    ObjectNode decision = statement(lines.get(4));
    String action = Receipts.id(PLACE, "rule").text();

    assertThat(outcome.path("predicateType").textValue()).isEqualTo("sallyport:receipt:v1");
    assertThat(outcome.at("/predicate/jws").textValue()).isEqualTo(records.get(1).jws());
    assertThat(outcome.at("/predicate/claims/action/id").textValue()).isEqualTo(action);
    assertThat(subject(outcome, "receipt"))
        .isEqualTo(Digest.of(Bytes.utf8(records.get(1).jws())).text());
    assertThat(subject(outcome, "action"))
        .isEqualTo("sha256:" + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(action)));
    assertThat(subject(decision, "delivery"))
        .isEqualTo(decision.at("/predicate/claims/delivery/digest").textValue());
    assertThat(subject(decision, "action")).isEqualTo(subject(outcome, "action"));
  }

  @Test
  void verifiesWithEnvelopeAndReceipt() {
    assertThat(verify("--dsse", path("attestor.jwk"))).isEqualTo(ExitCode.DONE);
    assertThat(screen.out()).contains("without outcome");
  }

  @Test
  void isNoPlainExportAndNoOneElses() {
    KeyFile.writePublic(directory.resolve("other.jwk"), SigningKey.generate().jwk());

    assertThat(verify()).isEqualTo(ExitCode.CANNOT_RUN);
    assertThat(screen.err()).contains("is not an export of receipts").contains("--dsse");
    assertThat(verify("--dsse", path("other.jwk"))).isEqualTo(ExitCode.CANNOT_RUN);
  }

  @Test
  void keepsWhatIsNoReceipt() throws IOException {
    records.set(3, new ReceiptRecord(TOPICS.validatorReceipts(), 0, "gate-0", "a.b.c"));
    write();

    assertThat(verify("--dsse", path("attestor.jwk"))).isEqualTo(ExitCode.NO);
    assertThat(screen.out()).contains("gate-0/1").doesNotContain("unread");
  }

  @Test
  void namesWhatAReceiptOfAFormThatItDoesNotKnowIsAbout() throws IOException {
    ObjectNode known = statement(lines.get(4));
    ReceiptRecord old = records.get(3);
    String[] parts = old.jws().split("\\.", -1);
    ObjectNode claims = StrictJson.read(Base64.getUrlDecoder().decode(parts[1])).orElseThrow();
    byte[] later = StrictJson.write(claims.put("kind", "later"));
    parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(later);
    String jws = String.join(".", parts);
    records.set(3, new ReceiptRecord(old.topic(), old.partition(), old.chain(), jws));
    write();

    ObjectNode statement = statement(lines.get(4));
    assertThat(statement.at("/predicate/claims/kind").textValue()).isEqualTo("later");
    assertThat(subject(statement, "delivery")).isEqualTo(subject(known, "delivery"));
    assertThat(subject(statement, "action")).isEqualTo(subject(known, "action"));
    assertThat(verify("--dsse", path("attestor.jwk"))).isEqualTo(ExitCode.NO);
    assertThat(screen.out()).contains("gate-0/1").doesNotContain("unread");
  }

  @Test
  void showsAReceiptThatTheAttestorChanged() throws IOException {
    ReceiptRecord old = records.get(1);
    String end = old.jws().endsWith("AA") ? "BA" : "AA";
    String other = old.jws().substring(0, old.jws().length() - 2) + end;
    records.set(1, new ReceiptRecord(old.topic(), old.partition(), old.chain(), other));
    write();

    assertThat(verify("--dsse", path("attestor.jwk"))).isEqualTo(ExitCode.NO);
    assertThat(screen.out()).contains("deployments-0/1").contains("signature");
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED,IN_DOUBT",
    "\"name\":\"action\",\"name\":\"deed\"",
    "sallyport:receipt:v1,sallyport:receipt:v2",
    "in-toto.io,example.com"
  })
  void showsAStatementThatSaysAnythingElse(String from, String to) throws IOException {
    change(2, payload -> payload.replace(from, to), true);

    assertThat(verify("--dsse", path("attestor.jwk"))).isEqualTo(ExitCode.NO);
    assertThat(screen.out()).contains("line/3").contains("unread");
  }

  @Test
  void showsAStatementThatTheAttestorDidNotSign() throws IOException {
    String another = new String(payload(lines.get(4)), UTF_8);
    change(2, _ -> another, false);

    assertThat(verify("--dsse", path("attestor.jwk"))).isEqualTo(ExitCode.NO);
    assertThat(screen.out()).contains("line/3").contains("unread");
  }

  @Test
  void showsEnvelopesInAnotherOrderByTheLastOne() throws IOException {
    Collections.swap(lines, 1, 3);
    Collections.swap(lines, 2, 4);
    Files.write(file(), lines);

    assertThat(verify("--dsse", path("attestor.jwk"))).isEqualTo(ExitCode.NO);
    assertThat(screen.out()).contains("line/6").contains("unread");
  }

  @Test
  void showsTheEndThatIsMissing() throws IOException {
    Files.write(file(), lines.subList(0, lines.size() - 1));

    assertThat(verify("--dsse", path("attestor.jwk"))).isEqualTo(ExitCode.NO);
    assertThat(screen.out()).contains("line/6").contains("unread");
  }

  /** Signed anew by the attestor, or not. */
  private void change(int index, UnaryOperator<String> change, boolean signed) throws IOException {
    ObjectNode envelope = json(lines.get(index));
    String old = new String(payload(lines.get(index)), UTF_8);
    byte[] changed = change.apply(old).getBytes(UTF_8);
    assertThat(changed).isNotEqualTo(old.getBytes(UTF_8));
    envelope.put("payload", Base64.getEncoder().encodeToString(changed));
    if (signed) {
      String head = "DSSEv1 28 application/vnd.in-toto+json " + changed.length + " ";
      byte[] encoded = (head + new String(changed, UTF_8)).getBytes(UTF_8);
      ((ObjectNode) envelope.at("/signatures/0"))
          .put("sig", Base64.getEncoder().encodeToString(attestor.sign(encoded)));
    }
    lines.set(index, new String(StrictJson.write(envelope), UTF_8));
    Files.write(file(), lines);
  }

  private static String subject(ObjectNode statement, String name) {
    return statement
        .path("subject")
        .valueStream()
        .filter(each -> each.path("name").textValue().equals(name))
        .map(each -> "sha256:" + each.at("/digest/sha256").textValue())
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode statement(String line) {
    return StrictJson.read(payload(line)).orElseThrow();
  }

  private static byte[] payload(String line) {
    return Base64.getDecoder().decode(json(line).path("payload").textValue());
  }

  private static ObjectNode json(String line) {
    return StrictJson.read(line.getBytes(UTF_8)).orElseThrow();
  }

  private int verify(String... options) {
    List<String> all = new ArrayList<>(List.of("audit", "verify", file().toString()));
    all.addAll(List.of("--keys", path("keys")));
    all.addAll(List.of(options));
    return CommandTree.of(screen.console(), InputStream.nullInputStream())
        .execute(all.toArray(String[]::new));
  }

  private Path file() {
    return directory.resolve("receipts.intoto.jsonl");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}

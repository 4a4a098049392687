package io.sallyport.cli.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.audit.Chain;
import io.sallyport.cli.audit.ExportFile;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Receipts;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.Screen;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of what verified, with all that their class requires, and of nothing else. */
@Tag("AARM-R8")
@Tag("CSF-DE.AE")
@Tag("CSF-RS.CO")
class EventsCommandTest {
  private static final Topics TOPICS = new Topics("sallyport");
  private static final SigningKey VALIDATOR = SigningKey.generate();
  private static final SigningKey CELL = SigningKey.generate();

  @TempDir private Path directory;
  private final Screen screen = new Screen();
  private final List<ReceiptRecord> records = new ArrayList<>();

  @BeforeEach
  void writesReceipts() throws IOException {
    Path keys = Files.createDirectory(directory.resolve("keys"));
    KeyFile.writePublic(keys.resolve("validator-receipt.jwk"), VALIDATOR.jwk());
    KeyFile.writePublic(keys.resolve("deployments-receipt.jwk"), CELL.jwk());
    Chain cell = Chain.of(TOPICS, "deployments", "deployments-0", CELL);
    records.add(cell.append(Receipts.opened()));
    var id = Receipts.id(at(1), "rule");
    records.add(cell.append(Receipts.outcome(id, OutcomeResult.SUCCEEDED)));
    records.add(cell.append(Receipts.outcome(id, OutcomeResult.IN_DOUBT)));
    records.add(cell.append(Receipts.resolved(id)));
    records.add(cell.append(Receipts.rejected(Code.KEY_UNKNOWN)));
    Chain gate = Chain.of(TOPICS, "validator", "gate-0", VALIDATOR);
    records.add(gate.append(Receipts.opened()));
    records.add(gate.append(Receipts.allowed(at(1))));
    records.add(gate.append(Receipts.ended(at(2), Ending.REFUSED, Code.SOURCE_UNKNOWN)));
  }

  private static Origin at(int offset) {
    return new Origin("sallyport.untrusted", 0, offset);
  }

  @Test
  void writesWhatTheClassRequires() throws IOException {
    List<ObjectNode> events = events(ExitCode.DONE);

    assertThat(events).hasSize(6);
    for (ObjectNode event : events) {
      int activity = event.path("activity_id").intValue();
      assertThat(event.path("class_uid").intValue()).isEqualTo(6003);
      assertThat(event.path("category_uid").intValue()).isEqualTo(6);
      assertThat(event.path("type_uid").intValue()).isEqualTo(600300 + activity);
      assertThat(event.path("time").longValue()).isEqualTo(Receipts.NOW.toEpochMilli());
      assertThat(event.path("severity_id").intValue()).isBetween(1, 4);
      assertThat(event.at("/metadata/version").textValue()).isEqualTo("1.3.0");
      assertThat(event.at("/metadata/product/name").textValue()).isEqualTo("Sallyport");
      assertThat(event.at("/api/operation").textValue()).isNotEmpty();
      assertThat(event.at("/actor/app_name").textValue()).startsWith("demo-x/");
      assertThat(event.at("/src_endpoint/svc_name").textValue()).isNotEmpty();
    }
    assertThat(events)
        .extracting(event -> event.at("/metadata/uid").textValue())
        .doesNotHaveDuplicates();
  }

  @Test
  void saysWhoAskedForWhatAndHowItEnded() throws IOException {
    List<ObjectNode> events = events(ExitCode.DONE);

    ObjectNode allowed = events.getFirst();
    assertThat(allowed.at("/actor/user/uid").textValue()).isEqualTo("p");
    assertThat(allowed.at("/src_endpoint/svc_name").textValue()).isEqualTo("github");
    assertThat(allowed.at("/resources/0/namespace").textValue()).isEqualTo("deployments");
    assertThat(events)
        .extracting(EventsCommandTest::text)
        .containsExactly(
            "ALLOWED permitted 1 1",
            "REFUSED source-unknown 2 2",
            "SUCCEEDED succeeded 1 1",
            "IN_DOUBT succeeded 99 3",
            "RESOLVED performed  99 2",
            "REJECTED key-unknown 2 4");
    assertThat(events.get(1).at("/actor/user").isMissingNode()).as("nobody was proved").isTrue();
  }

  @Test
  void writesNoEventOfWhatDoesNotVerify() throws IOException {
    records.remove(2);

    List<ObjectNode> events = events(ExitCode.NO);

    assertThat(events)
        .extracting(EventsCommandTest::text)
        .hasSize(3)
        .last()
        .isEqualTo("SUCCEEDED succeeded 1 1");
    assertThat(screen.err()).contains("BROKEN deployments deployments-0/2");
  }

  /** Result, code, status and severity. */
  private static String text(ObjectNode event) {
    return String.join(
        " ",
        event.path("status").asText(),
        event.path("status_code").asText(""),
        event.path("status_id").asText(),
        event.path("severity_id").asText());
  }

  private List<ObjectNode> events(int expected) throws IOException {
    Path file = directory.resolve("receipts.jsonl");
    try (ExportFile.Writing writing = ExportFile.create(file, TOPICS.prefix(), StrictJson::write)) {
      for (ReceiptRecord each : records) {
        writing.write(each);
      }
      writing.end();
    }
    String keys = directory.resolve("keys").toString();
    int code =
        CommandTree.of(screen.console(), InputStream.nullInputStream())
            .execute("audit", "events", file.toString(), "--keys", keys);
    assertThat(code).as(screen.err()).isEqualTo(expected);
    return screen.out().lines().map(EventsCommandTest::event).toList();
  }

  private static ObjectNode event(String line) {
    return StrictJson.read(line.getBytes(UTF_8)).orElseThrow();
  }
}

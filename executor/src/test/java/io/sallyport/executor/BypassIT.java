package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.Code;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import io.sallyport.executor.verify.Panel;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way around the gate that the threat model names, on a real broker, one after the other. */
@Tag("AARM-R1")
@Tag("NHI8")
@Tag("NHI9")
@Tag("NHI10")
@Tag("CSF-DE.AE")
class BypassIT {
  private static final Path THREAT_MODEL = Path.of("../docs/threat-model.md");
  private static final String HEADING = "| tried on the trusted topic | ends as |";
  private static final String COUNTED = "sallyport_executor_(?:rejected|ended)_total{.*code=\"";

  /** Where a frame has its schema's id, behind a zero byte. */
  private static final int ID = 1;

  private static final String GATED = "| tried of a gated action | ends as |";

  @TempDir private Path brokerDirectory;
  @TempDir private Path directory;

  @Test
  void noneLeadsToAnEffect() throws IOException {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory)) {
      AdminPage metrics = AdminPage.of(stage.home());
      Forgery forgery = new Forgery(stage.installation(), directory);
      Map<String, Code> expected = new LinkedHashMap<>();
      try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
        expected.put(place(cluster, forgery.first()), Code.SUCCEEDED);
        for (Bypass bypass : Bypass.values()) {
          expected.put(place(cluster, bypass.record(forgery)), bypass.code());
        }
        stage.awaitEndings(expected.size());
        assertTold(cluster, stage, expected, metrics);
      }
      assertThat(stage.target().effects()).hasSize(1);
    }
  }

  /** Of all that a stolen validator's key can sign, what persons approved is performed, once. */
  @Test
  void onlyWhatAQuorumApprovedIsPerformed() throws IOException {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory)) {
      AdminPage metrics = AdminPage.of(stage.home());
      Gated.install(stage.home().bundle());
      new Operators(cluster, stage.installation()).revoke(new Target(Kind.APPROVER, "cara"));
      Gated gated = new Gated(stage.installation());
      Map<String, Code> expected = new LinkedHashMap<>();
      try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
        expected.put(place(cluster, gated.approved(Panel::quorum)), Code.SUCCEEDED);
        for (BypassApproval bypass : BypassApproval.values()) {
          expected.put(place(cluster, bypass.record(gated)), bypass.code());
          stage.awaitEndings(expected.size());
        }
        assertTold(cluster, stage, expected, metrics);
      }
      assertThat(stage.target().effects()).hasSize(1);
    }
  }

  /** Whose schema a frame names is no matter: the mandate says which one is meant. */
  @Test
  void performsByThePinnedSchemaWhoseverIdIsFramed() throws IOException {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory);
        RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Forgery forgery = new Forgery(stage.installation(), directory);
      int other = ByteBuffer.wrap(forgery.first().value()).getInt(ID) + 1;

      cluster.produce(forgery.value(bytes -> ByteBuffer.wrap(bytes).putInt(ID, other).array()));

      assertThat(stage.awaitEndings(1)).containsExactly("SUCCEEDED");
      assertThat(stage.target().paths()).containsExactly("/environments/staging/deployments");
    }
  }

  @Test
  void threatModelNamesExactlyThese() throws IOException {
    assertThat(table(HEADING))
        .containsExactlyElementsOf(Stream.of(Bypass.values()).map(Bypass::line).toList());
    assertThat(table(GATED))
        .containsExactlyElementsOf(
            Stream.of(BypassApproval.values()).map(BypassApproval::line).toList());
  }

  private static List<String> table(String heading) throws IOException {
    List<String> lines = Files.readAllLines(THREAT_MODEL);
    int first = lines.indexOf(heading) + 2;
    return lines.subList(first, lines.size()).stream().takeWhile(line -> !line.isEmpty()).toList();
  }

  private static String place(Cluster cluster, ProducerRecord<byte[], byte[]> record) {
    return record.partition() + ":" + cluster.produce(record);
  }

  /** Each record has its one code: in the ledger, in a whole chain of receipts, in the metrics. */
  private static void assertTold(
      Cluster cluster, Stage stage, Map<String, Code> expected, AdminPage metrics) {
    List<String> lines =
        expected.entrySet().stream().map(e -> e.getKey() + " " + e.getValue().text()).toList();
    assertThat(ledger(cluster, stage.ledger())).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(receipts(Chains.bodies(cluster, stage.installation())))
        .containsExactlyInAnyOrderElementsOf(lines);
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
    assertThat(Set.copyOf(expected.values()))
        .allSatisfy(code ->
            assertThat(metrics.value(COUNTED + code.text() + "\"}"))
                .as(code.text())
                .isEqualTo(Collections.frequency(expected.values(), code)));
  }

  /** Place and code of all endings. */
  private static List<String> ledger(Cluster cluster, String ledger) {
    List<String> lines = new ArrayList<>();
    for (var record : cluster.read(ledger)) {
      switch (LedgerCodec.parse(record.value()).orElseThrow()) {
        case LedgerRecord.Outcome outcome ->
            lines.add(line(record.partition(), outcome.offset(), outcome.code()));
        case LedgerRecord.Rejection rejection ->
            lines.add(line(record.partition(), rejection.offset(), rejection.code()));
        case LedgerRecord.Claim _, LedgerRecord.Postponement _, LedgerRecord.Resolution _ -> {}
      }
    }
    return lines;
  }

  /** The same as the receipts have it. */
  private static List<String> receipts(List<ReceiptBody> bodies) {
    List<String> lines = new ArrayList<>();
    for (ReceiptBody body : bodies) {
      if (body instanceof ReceiptBody.Outcome outcome) {
        Origin record = outcome.record();
        lines.add(line(record.partition(), record.offset(), outcome.code()));
      }
      if (body instanceof ReceiptBody.Rejection(Origin record, Code code, var _)) {
        lines.add(line(record.partition(), record.offset(), code));
      }
    }
    return lines;
  }

  private static String line(int partition, long offset, Code code) {
    return partition + ":" + offset + " " + code.text();
  }
}

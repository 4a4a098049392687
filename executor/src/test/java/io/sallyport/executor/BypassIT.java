package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contract.ledger.LedgerCodec;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.revocation.Target;
import io.sallyport.contract.revocation.Target.Kind;
import io.sallyport.executor.verify.Panel;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way around the gate that the threat model names, on a real broker, one after the other. */
class BypassIT {
  private static final Path THREAT_MODEL = Path.of("../docs/threat-model.md");
  private static final String HEADING = "| tried on the trusted topic | ends as |";
  private static final String GATED = "| tried of a gated action | ends as |";

  @TempDir private Path brokerDirectory;
  @TempDir private Path directory;

  @Test
  void noneLeadsToAnEffect() throws IOException {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory);
        RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Forgery forgery = new Forgery(stage.installation(), directory);
      Map<String, Bypass> tried = new LinkedHashMap<>();
      for (Bypass bypass : Bypass.values()) {
        ProducerRecord<byte[], byte[]> record = bypass.record(forgery);
        tried.put(record.partition() + ":" + cluster.produce(record), bypass);
      }
      ProducerRecord<byte[], byte[]> genuine = forgery.genuine();
      cluster.produce(genuine);
      cluster.produce(genuine);

      stage.awaitEndings(tried.size() + 2);
      Map<String, String> codes = codes(cluster, stage.ledger());
      assertThat(tried)
          .allSatisfy((place, bypass) ->
              assertThat(codes).as(bypass.line()).containsEntry(place, bypass.code().text()));
      codes.keySet().removeAll(tried.keySet());
      assertThat(codes.values()).containsExactlyInAnyOrder("succeeded", "already-claimed");
      assertThat(stage.target().effects()).hasSize(1);
    }
  }

  /** Of all that a stolen validator's key can sign, what persons approved is performed, once. */
  @Test
  void onlyWhatAQuorumApprovedIsPerformed() throws IOException {
    try (Cluster cluster = new Cluster(brokerDirectory);
        Stage stage = new Stage(cluster, directory)) {
      Gated.install(stage.home().bundle());
      new Operators(cluster, stage.installation()).revoke(new Target(Kind.APPROVER, "cara"));
      Gated gated = new Gated(stage.installation());
      Map<String, BypassApproval> tried = new LinkedHashMap<>();
      try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
        cluster.produce(gated.approved(Panel::quorum));
        for (BypassApproval bypass : BypassApproval.values()) {
          ProducerRecord<byte[], byte[]> record = bypass.record(gated);
          tried.put(record.partition() + ":" + cluster.produce(record), bypass);
          stage.awaitEndings(tried.size() + 1);
        }
      }

      Map<String, String> codes = codes(cluster, stage.ledger());
      assertThat(tried)
          .allSatisfy((place, bypass) ->
              assertThat(codes).as(bypass.line()).containsEntry(place, bypass.code().text()));
      codes.keySet().removeAll(tried.keySet());
      assertThat(codes.values()).containsExactly("succeeded");
      assertThat(stage.target().effects()).hasSize(1);
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

  /** The codes of all endings, by their record's place. */
  private static Map<String, String> codes(Cluster cluster, String ledger) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (var record : new ArrayList<>(cluster.read(ledger))) {
      switch (LedgerCodec.parse(record.value()).orElseThrow()) {
        case LedgerRecord.Outcome outcome ->
            codes.put(record.partition() + ":" + outcome.offset(), outcome.code().text());
        case LedgerRecord.Rejection rejection ->
            codes.put(record.partition() + ":" + rejection.offset(), rejection.code().text());
        case LedgerRecord.Claim _, LedgerRecord.Postponement _, LedgerRecord.Resolution _ -> {}
      }
    }
    return codes;
  }
}

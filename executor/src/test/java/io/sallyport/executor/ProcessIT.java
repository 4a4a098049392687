package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.ledger.LedgerRecord;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.Response;
import io.sallyport.service.process.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that are runs of a real program: from the trusted topic to ledger and receipts. */
class ProcessIT {
  private static final String ACTION =
      """
      {"type": "record", "name": "Note", "namespace": "com.example.actions", "doc": "A note.",
       "effect": "write", "cell": "deployments", "orderBy": "mode", "maxTtl": "24h",
       "classification": "internal", "idempotent": false, "minAssurance": "shared",
       "fields": [
         {"name": "mode", "type": {"type": "string", "maxLength": 9, "pattern": "[a-z]{1,9}"}},
         {"name": "text", "type": {"type": "string", "maxLength": 50, "pattern": "(?s).*"}}]}
      """;

  /** Says what it read; refuses, fails, lingers or floods where it is told so. */
  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: note}
      spec:
        action: com.example.actions.Note
        fingerprint: FINGERPRINT
        timeout: 3s
        process:
          program: /usr/bin/perl
          arguments:
            - '-e'
            - >-
              $_ = join("", <STDIN>); print;
              exit 64 if /"mode":"refuse"/; exit 3 if /"mode":"fail"/;
              sleep 600 if /"mode":"linger"/; print "x" x 1000 if /"mode":"flood"/
          input: {json: [mode, text]}
          notExecuted: [64]
          maxResponse: 1000B
      """;

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private OwnType own;
  private ActionType type;

  @BeforeAll
  static void startsBroker() {
    cluster = new Cluster(brokerDirectory);
  }

  @AfterAll
  static void stopsBroker() {
    cluster.close();
  }

  @BeforeEach
  void installs() throws IOException {
    stage = new Stage(cluster, directory);
    own = new OwnType(cluster, stage);
    type = own.install(ACTION, HANDLER);
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void tellsInLedgerAndReceiptsHowEachRunEnded() {
    List<String> modes = List.of("echo", "refuse", "fail", "linger", "flood");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      modes.forEach(mode -> own.produce(type, mode, mode, "x"));
      stage.awaitEndings(modes.size());
    }

    assertEnded("echo", OutcomeResult.SUCCEEDED, Code.SUCCEEDED, answer(0, "echo"));
    assertEnded("refuse", OutcomeResult.FAILED, Code.TARGET_REFUSED, answer(64, "refuse"));
    assertEnded("fail", OutcomeResult.IN_DOUBT, Code.OUTCOME_UNKNOWN, answer(3, "fail"));
    assertEnded("linger", OutcomeResult.IN_DOUBT, Code.OUTCOME_UNKNOWN, Optional.empty());
    assertEnded("flood", OutcomeResult.IN_DOUBT, Code.RESPONSE_TOO_LARGE, Optional.empty());
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  @Test
  void givesHostileValuesAsDataOnly() {
    Map<String, String> values =
        Map.of(
            "--flag", "--flag",
            "; rm -rf /scratch", "; rm -rf /scratch",
            "$(id) `id`", "$(id) `id`",
            "a\nb", "a\\nb",
            "a\0b", "a\\u0000b",
            "'\" \\", "'\\\" \\\\");
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      values.keySet().forEach(value -> own.produce(type, value, "echo", value));
      stage.awaitEndings(values.size());
    }

    values.forEach((value, json) ->
        assertThat(own.receipt(value).response())
            .contains(said(0, "{\"mode\":\"echo\",\"text\":\"" + json + "\"}")));
  }

  private void assertEnded(
      String mode, OutcomeResult result, Code code, Optional<Response> answer) {
    LedgerRecord.Outcome entry = own.ledger(mode);
    ReceiptBody.Outcome receipt = own.receipt(mode);
    assertThat(entry.result()).as(mode).isEqualTo(result);
    assertThat(entry.code()).as(mode).isEqualTo(code);
    assertThat(receipt.result()).as(mode).isEqualTo(result);
    assertThat(receipt.code()).as(mode).isEqualTo(code);
    assertThat(receipt.response()).as(mode).isEqualTo(answer);
    assertThat(receipt.performance().orElseThrow().lease()).as("no credential").isEmpty();
  }

  private static Optional<Response> answer(int status, String mode) {
    return Optional.of(said(status, "{\"mode\":\"" + mode + "\",\"text\":\"x\"}"));
  }

  private static Response said(int status, String output) {
    return new Response(status, Digest.of(Bytes.utf8(output).toArray()));
  }
}

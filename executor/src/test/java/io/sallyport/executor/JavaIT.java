package io.sallyport.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.action.ActionType;
import io.sallyport.contract.Code;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.receipt.OutcomeResult;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.Response;
import io.sallyport.executor.handler.jar.JarFile;
import io.sallyport.service.process.RoleProcess;
import io.sallyport.service.process.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that are runs of a real jar: from the trusted topic to ledger and receipts. */
@Tag("ASI04")
class JavaIT {
  private static final String ACTION =
      """
      {"type": "record", "name": "Note", "namespace": "com.example.actions", "doc": "A note.",
       "effect": "write", "cell": "deployments", "orderBy": "mode", "maxTtl": "24h",
       "classification": "internal", "idempotent": false, "minAssurance": "shared",
       "fields": [
         {"name": "mode", "type": {"type": "string", "maxLength": 9, "pattern": "[a-z]{1,9}"}}]}
      """;

  private static final String HANDLER =
      """
      apiVersion: sallyport/v1
      kind: Handler
      metadata: {name: note}
      spec:
        action: com.example.actions.Note
        fingerprint: FINGERPRINT
        timeout: 10s
        java: {jar: note.jar, sha256: 'PIN'}
      """;

  private static final String BODY =
      """
      if (action.fields().contains("refuse")) return new Result.NotPerformed("no");
      if (action.fields().contains("fail")) throw new IOException();
      return new Result.Performed(action.id() + action.type());
      """;

  @TempDir private static Path brokerDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;
  private Stage stage;
  private OwnType own;
  private Path jar;
  private Digest pin;

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
    Path jars = Files.createDirectory(stage.home().bundle().resolveSibling("jars"));
    jar = jars.resolve("note.jar");
    pin = JarFile.make(jar, "Handler", JarFile.source(BODY), "com.example.Handler");
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  @Test
  void tellsInLedgerAndReceiptsHowEachRunEnded() throws IOException {
    ActionType type = own.install(ACTION, HANDLER.replace("PIN", pin.text()));
    ActionId done;
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      done = own.produce(type, "do", "do");
      own.produce(type, "refuse", "refuse");
      own.produce(type, "fail", "fail");
      stage.awaitEndings(3);
    }

    String said = done.text() + "com.example.actions.Note";
    assertEnded("do", OutcomeResult.SUCCEEDED, Code.SUCCEEDED, said(0, said));
    assertEnded("refuse", OutcomeResult.FAILED, Code.TARGET_REFUSED, said(64, "no"));
    assertEnded("fail", OutcomeResult.IN_DOUBT, Code.OUTCOME_UNKNOWN, said(1, ""));
    assertThat(Chains.broken(cluster, stage.installation(), stage.home())).isEmpty();
  }

  @Test
  void doesNotStartWithAnotherJarThanPinned() throws IOException {
    own.install(ACTION, HANDLER.replace("PIN", Digest.of(new byte[0]).text()));

    assertThatThrownBy(() -> ExecutorMain.start(stage.home().config()).close())
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("handler note: sha256: the jar is another one");
  }

  @Test
  void performsNothingWithJarThatWasReplaced() throws IOException {
    ActionType type = own.install(ACTION, HANDLER.replace("PIN", pin.text()));
    try (RoleProcess.Running _ = ExecutorMain.start(stage.home().config())) {
      Files.delete(jar);
      JarFile.make(jar, "Handler", JarFile.source("return null;"), "com.example.Handler");
      own.produce(type, "do", "do");
      stage.awaitEndings(1);
    }

    ReceiptBody.Outcome receipt = own.receipt("do");
    assertThat(receipt.result()).isEqualTo(OutcomeResult.FAILED);
    assertThat(receipt.code()).isEqualTo(Code.PROGRAM_NOT_STARTED);
  }

  private void assertEnded(String delivery, OutcomeResult result, Code code, Response answer) {
    ReceiptBody.Outcome receipt = own.receipt(delivery);
    assertThat(own.ledger(delivery).result()).as(delivery).isEqualTo(result);
    assertThat(receipt.result()).as(delivery).isEqualTo(result);
    assertThat(receipt.code()).as(delivery).isEqualTo(code);
    assertThat(receipt.response()).as(delivery).contains(answer);
    assertThat(receipt.performance().orElseThrow().lease()).as("no credential").isEmpty();
  }

  private static Response said(int status, String document) {
    return new Response(status, Digest.of(Bytes.utf8(document).toArray()));
  }
}

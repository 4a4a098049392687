package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contract.jws.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mandate key and the receipt keys of the real processes are replaced with {@code sallyport
 * keys}, and with them their certificates for Kafka and the sender's secret, as
 * docs/how-to/rotate-keys.md tells, while deliveries keep coming.
 */
@Tag("NHI7")
class RotationIT {
  private static final int PAUSE_MILLIS = 200;
  @TempDir private Path directory;
  private final AtomicInteger sent = new AtomicInteger();
  private final List<Integer> refused = new ArrayList<>();

  @Test
  void losesAndRefusesNothingWhileKeysAreReplaced() throws Exception {
    try (Stack stack = Stack.start(directory.resolve("data"));
        ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor()) {
      Renewal renewal = new Renewal(stack);
      var sender = new AtomicReference<>(new Sender(stack.ingest(), stack.secret()));
      var sending =
          load.scheduleWithFixedDelay(
              () -> send(sender.get()), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      generate(stack.data());
      announce(stack.data());
      restart(stack, "validator");
      restart(stack, "executor");
      use(stack.data());
      renewal.certificates();
      restart(stack, "validator");
      restart(stack, "executor");
      renewal.assertNewCertificates();
      awaitMore();
      sender.set(renewal.senderWithNextSecret());
      awaitMore();
      renewal.forgetFirstSecret();
      retire(stack.data());
      restart(stack, "executor");
      awaitMore();
      sending.cancel(false);
      load.shutdown();
      assertThat(load.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      assertNothingIsMissing(stack);
      assertBothKeysSigned(stack.data());
    }
  }

  private void send(Sender sender) {
    String push =
        """
        {"ref": "refs/heads/main", "after": "%040x", "repository": {"full_name": "acme/shop"},
         "pusher": {"name": "octo"}, "sender": {"login": "octo"},
         "head_commit": {"message": "change"}}
        """
            .formatted(sent.incrementAndGet());
    int status = sender.send("push", push.getBytes(UTF_8));
    if (status != 202) {
      refused.add(status);
    }
  }

  private void awaitMore() {
    int before = sent.get();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> sent.get() >= before + 10);
  }

  /** As root it has to give them to the process, which then runs as a user of its own. */
  private static void generate(Path data) throws IOException {
    for (String key :
        List.of(
            "validator/keys/mandate-2",
            "validator/keys/receipt-2",
            "executor-deployments/keys/receipt-2")) {
      keys("generate", data.resolve(key).toString());
      Path secret = data.resolve(key + ".pem");
      Files.setOwner(secret, Files.getOwner(secret.getParent()));
    }
  }

  /** Who verifies learns of the next keys. */
  private static void announce(Path data) throws IOException {
    Path executor = data.resolve("executor-deployments");
    Path validator = data.resolve("validator");
    copy(validator.resolve("keys/mandate-2.jwk"), executor.resolve("keys/mandate-2.jwk"));
    copy(executor.resolve("keys/receipt-2.jwk"), validator.resolve("keys/cell-2.jwk"));
    Path auditor = data.resolve("auditor/keys");
    copy(validator.resolve("keys/receipt-2.jwk"), auditor.resolve("validator-receipt.2.jwk"));
    copy(executor.resolve("keys/receipt-2.jwk"), auditor.resolve("deployments-receipt.2.jwk"));
    rotate(executor, "bundle/trust-validator.yaml", "validator-mandate.jwk", "mandate-2.jwk");
    rotate(validator, "config.yaml", "deployments-receipt.jwk", "cell-2.jwk");
    rotate(validator, "config.yaml", "receipt.pem", "receipt-2.jwk");
    rotate(executor, "config.yaml", "receipt.pem", "receipt-2.jwk");
  }

  private static void use(Path data) {
    rotate(data.resolve("validator"), "config.yaml", "mandate.pem", "mandate-2.pem");
    rotate(data.resolve("validator"), "config.yaml", "receipt.pem", "receipt-2.pem");
    rotate(data.resolve("executor-deployments"), "config.yaml", "receipt.pem", "receipt-2.pem");
  }

  private static void retire(Path data) {
    Path executor = data.resolve("executor-deployments");
    keys(
        "retire",
        executor.resolve("bundle/trust-validator.yaml").toString(),
        "--home",
        executor.toString(),
        "--key",
        "keys/validator-mandate.jwk");
    for (String writer : List.of("validator", "deployments")) {
      String copy = data.resolve("auditor/keys/" + writer + "-receipt.jwk").toString();
      keys("retire", copy, "--after", "1s");
    }
  }

  private static void rotate(Path home, String document, String from, String to) {
    keys(
        "rotate",
        home.resolve(document).toString(),
        "--home",
        home.toString(),
        "--from",
        "keys/" + from,
        "--to",
        "keys/" + to);
  }

  private static void keys(String... arguments) {
    List<String> command = new ArrayList<>(List.of("keys"));
    command.addAll(List.of(arguments));
    Stack.Ended ended = Stack.command(command.toArray(String[]::new));
    assertThat(ended.code()).as("%s: %s", command, ended.output()).isZero();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to);
  }

  /** SIGTERM; the stack's supervisor starts it again. */
  private static void restart(Stack stack, String role) {
    ProcessHandle before = stack.process(role);
    before.destroy();
    Awaitility.await("the next " + role + " is ready")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .until(() ->
            !before.isAlive()
                && stack.process(role).pid() != before.pid()
                && stack.status().code() == 0);
  }

  private void assertNothingIsMissing(Stack stack) {
    JsonNode tally = stack.tally(Duration.ofMinutes(2)).json();
    assertThat(refused).isEmpty();
    assertThat(tally.at("/received").intValue()).as("%s", tally).isEqualTo(sent.get());
    for (String none : List.of("/unaccounted", "/pending", "/contradicted", "/unsealed")) {
      assertThat(tally.at(none).asInt(-1)).as("%s of %s", none, tally).isZero();
    }
    for (String none : List.of("/refused", "/rejected", "/chains/broken")) {
      assertThat(tally.at(none)).as("%s of %s", none, tally).isEmpty();
    }
    List<String> done =
        stack.effects().stream().map(each -> each.path("idempotencyKey").asText()).toList();
    assertThat(done).hasSize(sent.get()).doesNotHaveDuplicates();
  }

  /**
   * The old keys' receipts verify for ever with the keys that the auditor kept, and not without.
   */
  private void assertBothKeysSigned(Path data) throws IOException {
    Path auditor = data.resolve("auditor/keys");
    Path export = directory.resolve("receipts.jsonl");
    assertThat(
            Stack.command("audit", "export", export.toString(), "--data", data.toString()).code())
        .isZero();
    assertThat(verify(export, auditor).code()).as(verify(export, auditor).output()).isZero();
    Set<String> kids = new HashSet<>();
    for (String line : Files.readAllLines(export)) {
      if (line.contains("\"jws\":\"")) {
        int jws = line.indexOf("\"jws\":\"") + 7;
        String header = line.substring(jws, line.indexOf('.', jws));
        kids.add(new String(Base64.getUrlDecoder().decode(header), UTF_8));
      }
    }
    for (String home : List.of("validator", "executor-deployments")) {
      for (String key : List.of("keys/receipt.pem", "keys/receipt-2.pem")) {
        String kid = KeyFile.readPrivate(data.resolve(home).resolve(key)).keyId();
        assertThat(kids).anyMatch(header -> header.contains(kid));
      }
    }
    Files.delete(auditor.resolve("validator-receipt.jwk"));
    assertThat(verify(export, auditor).code()).isEqualTo(1);
  }

  private static Stack.Ended verify(Path export, Path keys) {
    return Stack.command("audit", "verify", export.toString(), "--keys", keys.toString());
  }
}

package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.quickstart.files.OwnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys of each purpose, certificates, passwords and secrets of the real processes are replaced with
 * {@code sallyport keys} and as docs/how-to/rotate-keys.md tells, while deliveries keep coming:
 * both of each count for a while, then the old one is refused, and nothing else ever was.
 */
@Tag("NHI7")
class RotationIT {
  private static final Path BUNDLE = Path.of("../quickstart/src/main/bundles/validator");

  @TempDir private Path directory;

  @Test
  void losesAndRefusesNothingWhileKeysAreReplaced() throws Exception {
    String bundle = bundleWithVendor().toString();
    try (Stack stack = Stack.start(directory.resolve("data"), "--bundle", bundle);
        Maintenance maintenance = new Maintenance(stack);
        Approvals approvals = new Approvals(stack)) {
      SenderSecrets secrets = new SenderSecrets(stack);
      Rotation rotation = new Rotation(stack, secrets, maintenance, approvals);
      try (Pushes pushes = new Pushes(secrets.github(), secrets.vendor())) {
        rotation.announce(pushes);
        rotation.useWhatNeedsNoRestart(pushes);
        rotation.use(pushes);
        rotation.forget();
        rotation.retire(pushes);
        assertNothingIsMissing(stack, pushes.stop());
      }
      secrets.assertGateRefusesOld();
      assertBothKeysSigned(stack.data());
    }
  }

  /** The demo's bundle, and a source whose signatures the gate verifies itself. */
  private Path bundleWithVendor() throws IOException {
    Path bundle = directory.resolve("bundle");
    OwnerFiles.copyTree(BUNDLE, bundle);
    String source = Files.readString(bundle.resolve("source-github.yaml"));
    String rule = Files.readString(bundle.resolve("rule-deploy-on-push.yaml"));
    Files.writeString(
        bundle.resolve("source-vendor.yaml"),
        source
            .replace("name: github", "name: vendor")
            .replace("verifiedBy: ingest", "verifiedBy: validator")
            .replace("forwardHeaders: [", "forwardHeaders: [x-hub-signature-256, ")
            .replace("secrets/github", "secrets/vendor"));
    Files.writeString(
        bundle.resolve("rule-deploy-of-vendor.yaml"),
        rule.replace("deploy-on-push", "deploy-of-vendor")
            .replace("source: github", "source: vendor"));
    Owned.edit(
        bundle.resolve("policy-deploy.yaml"),
        "source.name == 'github'",
        "source.name in ['github', 'vendor']");
    return bundle;
  }

  /** What a sender heard no answer of came again, and can be there twice; it is done once. */
  private static void assertNothingIsMissing(Stack stack, int sent) {
    JsonNode tally = stack.tally(Duration.ofMinutes(2)).json();
    assertThat(tally.at("/received").intValue()).as("%s", tally).isGreaterThanOrEqualTo(sent);
    for (String none : List.of("/unaccounted", "/pending", "/contradicted", "/unsealed")) {
      assertThat(tally.at(none).asInt(-1)).as("%s of %s", none, tally).isZero();
    }
    for (String none : List.of("/refused", "/rejected", "/chains/broken")) {
      assertThat(tally.at(none)).as("%s of %s", none, tally).isEmpty();
    }
    List<String> done =
        stack.effects().stream().map(each -> each.path("idempotencyKey").asText()).toList();
    assertThat(done).hasSize(sent).doesNotHaveDuplicates();
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

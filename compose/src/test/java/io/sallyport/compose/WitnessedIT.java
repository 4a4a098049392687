package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.contract.id.Bytes;
import io.sallyport.contract.jws.Jws;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.Receipt;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptCodec;
import io.sallyport.contract.receipt.ReceiptWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real validator witnesses the real executor, which then lies about what it did. */
@Tag("AARM-R5")
class WitnessedIT {
  private static final String CELL = "deployments";
  private static final JsonMapper JSON = new JsonMapper();
  @TempDir private Path directory;
  private int exports;

  @Test
  void showsOutcomesThatTheHolderOfTheCellsKeyWroteAnew() {
    try (Stack stack = Stack.start(directory.resolve("data"))) {
      Sender sender = new Sender(stack.ingest(), stack.secret());
      assertThat(sender.send("push", push())).isEqualTo(202);
      assertThat(stack.tally(Duration.ofMinutes(2)).json().at("/actions/SUCCEEDED").intValue())
          .isOne();
      Path export =
          Awaitility.await("the desk has signed where the outcome's chain stands")
              .atMost(Duration.ofMinutes(4))
              .pollInterval(Duration.ofSeconds(5))
              .until(() -> export(stack.data()), WitnessedIT::isWitnessed);
      Stack.Ended honest = verify(export, stack.data());
      assertThat(honest.code()).as(honest.output()).isZero();

      Stack.Ended forged = verify(rewritten(export, stack.data()), stack.data());

      assertThat(forged.code()).as(forged.output()).isOne();
      assertThat(forged.output())
          .containsPattern("another receipt was there, as desk-[0-9]+/[0-9]+ witnessed");
    }
  }

  private static byte[] push() {
    return """
    {"ref": "refs/heads/main", "after": "%040x", "repository": {"full_name": "acme/shop"},
     "pusher": {"name": "octo"}, "sender": {"login": "octo"},
     "head_commit": {"message": "change"}}
    """
        .formatted(1)
        .getBytes(UTF_8);
  }

  private Path export(Path data) {
    Path file = directory.resolve("receipts-" + exports++ + ".jsonl");
    Stack.Ended ended =
        Stack.command("audit", "export", file.toString(), "--data", data.toString());
    assertThat(ended.code()).as(ended.output()).isZero();
    return file;
  }

  private static Stack.Ended verify(Path export, Path data) {
    String keys = data.resolve("auditor/keys").toString();
    return Stack.command("audit", "verify", export.toString(), "--keys", keys);
  }

  /** Whether what a receipt of the desk names is an outcome, or behind one. */
  private static boolean isWitnessed(Path export) {
    List<Receipt> receipts = receipts(export).toList();
    List<Receipt> outcomes =
        receipts.stream().filter(each -> each.body() instanceof ReceiptBody.Outcome).toList();
    return receipts.stream()
        .filter(each -> each.body() instanceof ReceiptBody.Witnessed)
        .map(each -> ((ReceiptBody.Witnessed) each.body()).sighting().head())
        .anyMatch(head ->
            outcomes.stream()
                .anyMatch(each -> each.chain().equals(head.chain()) && each.seq() < head.next()));
  }

  /** The same export, but the cell's outcomes are told a second later, with its own key. */
  private static Path rewritten(Path export, Path data) {
    ReceiptWriter cell =
        new ReceiptWriter(
            receipts(export)
                .filter(each -> each.body() instanceof ReceiptBody.Outcome)
                .findFirst()
                .orElseThrow()
                .issuer(),
            KeyFile.readPrivate(data.resolve("executor-" + CELL + "/keys/receipt.pem")));
    Map<String, ChainHead> heads = new HashMap<>();
    List<String> forged = new ArrayList<>();
    lines(export)
        .forEach(line -> {
          Optional<Receipt> receipt = receipt(line);
          if (receipt.isPresent() && receipt.get().chain().startsWith(CELL)) {
            Receipt own = receipt.get();
            boolean isChanged = own.body() instanceof ReceiptBody.Outcome;
            ReceiptWriter.Appended appended =
                cell.append(
                    heads.getOrDefault(own.chain(), ChainHead.start(own.chain())),
                    own.body(),
                    own.issuedAt().plusSeconds(isChanged ? 1 : 0));
            heads.put(own.chain(), appended.head());
            line.put("jws", appended.jws());
          }
          forged.add(line.toString());
        });
    try {
      return Files.write(export.resolveSibling("forged.jsonl"), forged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Receipt> receipts(Path export) {
    return lines(export).flatMap(line -> receipt(line).stream());
  }

  private static Optional<Receipt> receipt(ObjectNode line) {
    return Optional.of(line.path("jws").asText())
        .filter(jws -> !jws.isEmpty())
        .flatMap(Jws::claimed)
        .flatMap(claims -> ReceiptCodec.parse(Bytes.of(claims)));
  }

  private static Stream<ObjectNode> lines(Path export) {
    try {
      List<ObjectNode> lines = new ArrayList<>();
      for (String line : Files.readAllLines(export)) {
        lines.add((ObjectNode) JSON.readTree(line));
      }
      return lines.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

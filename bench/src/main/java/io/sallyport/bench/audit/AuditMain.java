package io.sallyport.bench.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.TemporaryDirectory;
import io.sallyport.cli.CommandTree;
import io.sallyport.cli.terminal.Console;
import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DedupeId;
import io.sallyport.contract.id.Digest;
import io.sallyport.contract.id.Origin;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.contract.jws.SigningKey;
import io.sallyport.contract.mandate.Assurance;
import io.sallyport.contract.mandate.Classification;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.contract.receipt.ChainHead;
import io.sallyport.contract.receipt.ReceiptBody;
import io.sallyport.contract.receipt.ReceiptBody.DecisionResult;
import io.sallyport.contract.receipt.ReceiptWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Receipts a second of {@code sallyport audit verify}, by the processor time of its one thread. */
public final class AuditMain {
  private static final String USAGE =
      """
      usage: AuditMain RECEIPTS ROUNDS

      RECEIPTS  permitted decisions in the export, for example 200000
      ROUNDS    verifications that count; one more warms it up
      """;
  private static final Topics TOPICS = new Topics("sallyport");
  private static final String CHAIN = "gate-0";

  private AuditMain() {}

  /** Prints a line for each round and the median last. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.print(USAGE);
      System.exit(2);
    }
    int receipts = Integer.parseInt(arguments[0]);
    Path directory = TemporaryDirectory.create("audit");
    try {
      Path file = directory.resolve("receipts.jsonl");
      SigningKey key = SigningKey.generate();
      KeyFile.writePublic(directory.resolve("validator-receipt.jwk"), key.jwk());
      export(file, key, receipts);
      System.out.printf("%d receipts, %d bytes each%n", receipts, Files.size(file) / receipts);
      measure(file, receipts, Integer.parseInt(arguments[1]));
    } finally {
      TemporaryDirectory.delete(directory);
    }
  }

  private static void measure(Path file, int receipts, int rounds) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    verify(file);
    double[] perSecond = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long begin = threads.getCurrentThreadCpuTime();
      verify(file);
      perSecond[round] = receipts * 1e9 / (threads.getCurrentThreadCpuTime() - begin);
      System.out.printf("%.0f/s, %s%n", perSecond[round], Figures.load());
    }
    System.out.printf("median %.0f/s%n", Figures.median(perSecond));
  }

  private static void verify(Path file) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    String keys = String.valueOf(file.getParent());
    int code =
        CommandTree.run(
            new Console(nowhere, new PrintWriter(System.err, true, UTF_8)),
            InputStream.nullInputStream(),
            "audit",
            "verify",
            file.toString(),
            "--keys",
            keys);
    if (code != 0) {
      throw new IllegalStateException("the export does not verify");
    }
  }

  /** What {@code sallyport audit export} writes. */
  private static void export(Path file, SigningKey key, int receipts) throws IOException {
    ReceiptWriter writer = new ReceiptWriter("bench/validator", key);
    ChainHead head = ChainHead.start(CHAIN);
    Instant now = Instant.now();
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("{\"format\":\"sallyport-audit-1\",\"prefix\":\"sallyport\"}\n".getBytes(UTF_8));
      for (int i = 0; i < receipts; i++) {
        ReceiptWriter.Appended appended = writer.append(head, decision(i), now);
        out.write(StrictJson.write(line(appended.jws())));
        out.write('\n');
        head = appended.head();
      }
      out.write(("{\"receipts\":" + receipts + "}\n").getBytes(UTF_8));
    }
  }

  private static ObjectNode line(String jws) {
    return StrictJson.object()
        .put("topic", TOPICS.validatorReceipts())
        .put("partition", 0)
        .put("chain", CHAIN)
        .put("jws", jws);
  }

  private static ReceiptBody decision(int number) {
    Origin origin = new Origin(TOPICS.untrusted(), 0, number);
    Digest digest = Digest.of(origin.text().getBytes(UTF_8));
    DedupeId id = DedupeId.of("github", "p", DedupeId.Basis.NONE, origin.text().getBytes(UTF_8));
    ReceiptBody.Delivery delivery =
        new ReceiptBody.Delivery(origin.text(), origin, "github", digest)
            .proved(new ReceiptBody.Evidence(Assurance.SHARED, "github:acme/shop", id));
    return new ReceiptBody.Decision(
        delivery,
        1,
        new ReceiptBody.Verdict(DecisionResult.ALLOWED, "deploy-on-push", List.of("main-only")),
        Optional.of(action(ActionId.of("github", id, "deploy-on-push"), digest)),
        Code.PERMITTED,
        Optional.empty(),
        List.of(),
        digest);
  }

  private static ReceiptBody.Action action(ActionId id, Digest fingerprint) {
    return new ReceiptBody.Action(
        id,
        "com.example.actions.Deploy",
        Effect.WRITE,
        "deployments",
        fingerprint,
        Optional.of(Classification.INTERNAL),
        Optional.empty());
  }
}

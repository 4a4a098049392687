package io.sallyport.cli.witness;

import io.sallyport.cli.audit.EarlierExports;
import io.sallyport.cli.audit.Offsets;
import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.ReceiptTail;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.data.EarlierOption;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.files.WholeFile;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs where the chains of receipts stand, as long as each goes on from what it signed before. */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    description = {
      "Reads all receipts as they come and signs where the chains stand: a checkpoint, against",
      "which 'audit verify' shows what was cut off later, or written anew by a writer's own key.",
      "Run it where the installation's operators cannot reach it, with a key of its own. It never",
      "signs what does not go on from its last checkpoint: it says what is broken and exits 1."
    },
    footer = {
      "%nExamples:",
      "  sallyport keys generate witness",
      "  sallyport audit witness checkpoint.note --key witness.pem --first",
      "  sallyport audit witness checkpoint.note --key witness.pem",
      "  sallyport audit witness checkpoint.note --key witness.pem --name audit.example.com --once"
    })
public final class WitnessCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();
  @Mixin private EarlierOption earlier = new EarlierOption();

  @Parameters(
      index = "0",
      paramLabel = "CHECKPOINT",
      description = "The file: its checkpoint is gone on from, the next ones take its place.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "PEM",
      required = true,
      description = "The witness's own private key, Ed25519 as PKCS#8, mode 0400.")
  private Path keyFile = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Whose signature it is (default: ${DEFAULT-VALUE}).")
  private String name = "sallyport-witness";

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "How long to wait before looking again, at least 1s (default: 10s).")
  private Duration every = Duration.ofSeconds(10);

  @Option(
      names = "--first",
      description = "Begin where there is no checkpoint yet; every other start goes on from one.")
  private boolean first;

  @Option(names = "--once", description = "Look once and end.")
  private boolean once;

  /** A command that writes to {@code console}. */
  public WitnessCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (every.compareTo(SHORTEST) < 0) {
      throw new CannotRun("--every is shorter than 1s.", "Say 1s or more.");
    }
    WitnessKey key = WitnessKey.read(keyFile, name);
    Topics topics = receipts.cluster().topics();
    List<Writer> writers = ReceiptKeys.read(receipts.keys(), topics);
    Witness witness = new Witness(writers, last(key));
    new EarlierExports(earlier.exports(), topics, writers).read(witness);
    Map<String, Object> client = receipts.cluster().client("auditor");
    try (Admin admin = Admin.create(client)) {
      Offsets offsets = new Offsets(admin, PATIENCE);
      List<String> said = writers.stream().map(Writer::topic).toList();
      Map<String, Uuid> ids = offsets.ids(said);
      BooleanSupplier isSame =
          () -> {
            ReceiptKeys.requireAll(writers, topics, offsets.topics());
            return offsets.ids(said).equals(ids);
          };
      try (ReceiptTail tail = ReceiptTail.open(client, said, offsets, PATIENCE)) {
        witness.goOn(tail::isCut);
        return follow(tail, isSame, witness, key);
      }
    }
  }

  /** What this witness said last, in an earlier life; a file that is lost is no first life. */
  private Heads last(WitnessKey key) {
    boolean isThere = HeadsFile.isThere(file);
    if (first == isThere) {
      throw first
          ? new CannotRun(file + " is there already.", "Leave --first out to go on from it.")
          : new CannotRun(
              file + " is not there.",
              "Bring the last checkpoint back. If there never was one, begin with --first.");
    }
    return first ? Witness.nothing() : HeadsFile.read(file, key.publicHalf()).heads();
  }

  private int follow(ReceiptTail tail, BooleanSupplier isSame, Witness witness, WitnessKey key)
      throws InterruptedException {
    console.note("witness " + key.verifierKey());
    while (true) {
      tail.readToEnd(record -> witness.accept(record, Instant.now()));
      List<String> broken = broken(witness, isSame);
      if (!broken.isEmpty()) {
        broken.forEach(each -> console.line("BROKEN " + each));
        console.note("Nothing is signed any more; the last checkpoint stays as it is.");
        return ExitCode.NO;
      }
      Checkpoint checkpoint = new Checkpoint(witness.heads(), now());
      WholeFile.write(file, key.sign(checkpoint));
      if (once) {
        console.line(checkpoint.heads().byChain().size() + " chains in " + file);
        return ExitCode.DONE;
      }
      Thread.sleep(every);
    }
  }

  /** A topic that was made anew has other receipts at the places that were read. */
  private static List<String> broken(Witness witness, BooleanSupplier isSame) {
    if (!isSame.getAsBoolean()) {
      return List.of("a receipts topic was deleted and made anew");
    }
    return witness.broken().stream().map(each -> each.place() + " " + each.reason()).toList();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}

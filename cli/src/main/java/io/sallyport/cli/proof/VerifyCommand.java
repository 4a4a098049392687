package io.sallyport.cli.proof;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.audit.Break;
import io.sallyport.cli.tally.Actions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.cli.witness.Checkpoint;
import io.sallyport.cli.witness.Heads;
import io.sallyport.cli.witness.HeadsFile;
import io.sallyport.contract.json.StrictJson;
import io.sallyport.contract.jws.KeyFile;
import io.sallyport.service.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verifies an export of receipts, without a broker and without secrets. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies an export of receipts without a broker: every signature, and that each receipt",
      "is the next of its chain. What was changed, left out, added or moved breaks its chain.",
      "What was cut off at a chain's end, or written anew by the holder of its key, shows against",
      "heads that somebody else kept: --save-heads writes them, --heads asks for them, and with",
      "--witness for those in a checkpoint of 'audit witness'. The validator's chains must also",
      "be those of which the cells' outcomes were told, and the cells' those that the validator",
      "witnessed. Receipts that the brokers have no more are in an earlier export: --after.",
      "Exits 1 when a chain is broken, an action ended without a decision, or (with --settled) a",
      "decision has no outcome; and when receipts contradict each other: an action is sealed,",
      "ended or resolved twice."
    },
    footer = {
      "%nExamples:",
      "  sallyport audit verify receipts.jsonl --keys receipt-keys",
      "  sallyport audit verify receipts.jsonl --keys receipt-keys --heads monday.json"
          + " --save-heads tuesday.json",
      "  sallyport audit verify receipts.jsonl --keys receipt-keys --heads checkpoint.note"
          + " --witness witness.jwk",
      "  sallyport audit verify 2027.jsonl --keys receipt-keys --after 2026.jsonl",
      "  sallyport audit verify receipts.intoto.jsonl --keys receipt-keys --dsse attestor.jwk"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ExportOptions export = new ExportOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--heads",
      paramLabel = "HEADS",
      description = "What an earlier --save-heads wrote: each chain must go on from there.")
  private Optional<Path> heads = Optional.empty();

  @Option(
      names = "--witness",
      paramLabel = "JWK",
      description = "A witness's public key: HEADS is a checkpoint that it signed.")
  private Optional<Path> witness = Optional.empty();

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      description = "How old the witness's checkpoint may be (default: 24h).")
  private Duration maxAge = Duration.ofHours(24);

  @Option(
      names = "--save-heads",
      paramLabel = "HEADS",
      description = "Where to write where the chains stand, if all is well; not there yet.")
  private Optional<Path> saved = Optional.empty();

  @Option(names = "--settled", description = "Every sealed action must have ended.")
  private boolean settled;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (witness.isPresent() && heads.isEmpty()) {
      throw new CannotRun("--witness names no checkpoint.", "Say which: --heads CHECKPOINT.");
    }
    Optional<Checkpoint> checkpoint = witness.map(key -> checkpoint(heads.orElseThrow(), key));
    Examination examination =
        export.examine(checkpoint.map(Checkpoint::heads).or(() -> heads.map(HeadsFile::read)));
    tell(examination, checkpoint);
    boolean isOpen = settled && examination.actions().pending() > 0;
    if (!examination.isSound() || isOpen) {
      return ExitCode.NO;
    }
    saved.ifPresent(path -> HeadsFile.save(path, Heads.of(examination.verified().chains())));
    return ExitCode.DONE;
  }

  /** An old one would be true as well, of chains that were cut off since. */
  private Checkpoint checkpoint(Path path, Path key) {
    Checkpoint checkpoint = HeadsFile.read(path, KeyFile.readPublic(key));
    if (!checkpoint.isOfLast(maxAge, Instant.now())) {
      throw new CannotRun(
          path
              + " is of "
              + checkpoint.at()
              + ", and no checkpoint of the last "
              + text(maxAge)
              + ".",
          "Get the witness's last one, or say how old it may be: --max-age TIME.");
    }
    return checkpoint;
  }

  private void tell(Examination examination, Optional<Checkpoint> checkpoint) {
    Actions actions = examination.actions();
    if (output.isJson()) {
      ObjectNode json = StrictJson.object();
      json.put("receipts", examination.receipts());
      json.put("chains", examination.verified().chains().count());
      json.put("sealed", actions.sealed());
      json.put("withoutOutcome", actions.pending());
      json.put("withoutDecision", actions.unsealed());
      json.put("contradicted", actions.contradicted());
      checkpoint.ifPresent(some -> json.put("witnessed", some.at().toString()));
      ArrayNode broken = json.putArray("broken");
      examination.broken().forEach(each -> each.put(broken.addObject()));
      json.put("ok", examination.isSound());
      console.json(json);
      return;
    }
    Table table = Table.headed("WHAT", "", "COUNT");
    table.row("receipts", "verified", text(examination.receipts()));
    table.row("chains", "", text(examination.verified().chains().count()));
    table.row("actions", "sealed", text(actions.sealed()));
    table.row("", "without outcome", text(actions.pending()));
    table.row("", "without decision", text(actions.unsealed()));
    table.row("", "contradicted", text(actions.contradicted()));
    checkpoint.ifPresent(some -> table.row("witnessed", some.at().toString(), ""));
    for (Break each : examination.broken()) {
      table.row("BROKEN", each.place(), each.reason());
    }
    console.table(table);
  }

  private static String text(Duration time) {
    return Durations.text(time);
  }

  private static String text(long count) {
    return Long.toString(count);
  }
}

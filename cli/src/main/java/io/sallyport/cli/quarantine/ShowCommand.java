package io.sallyport.cli.quarantine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.cli.data.EarlierOption;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.terminal.Table;
import io.sallyport.contract.id.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one refused delivery. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one refused delivery: why, the validator's receipt, and what was sent.",
      "The receipt's signature and chain are verified. Every unsafe character of the payload is",
      "escaped; the raw bytes go to a file only. Exits 1 when there is no such delivery in",
      "quarantine, or no receipt that says the same of the same bytes."
    },
    footer = {
      "%nExamples:",
      "  sallyport quarantine show sallyport.untrusted:0:42",
      "  sallyport quarantine show 0199aab4-5c1e-7cc3-9d3f-3f3f6f1f2a10 --output json",
      "  sallyport quarantine show sallyport.untrusted:0:42 --raw --to refused.bin"
    })
final class ShowCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();
  @Mixin private EarlierOption earlier = new EarlierOption();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      index = "0",
      paramLabel = "DELIVERY",
      description = "Its origin, topic:partition:offset, or its id.")
  private String delivery = "";

  @Option(names = "--raw", description = "Write the raw bytes to the file that --to names.")
  private boolean raw;

  @Option(names = "--to", paramLabel = "FILE", description = "A new file for --raw.")
  private Optional<Path> to = Optional.empty();

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (raw != to.isPresent()) {
      throw new CannotRun(
          "--raw and --to FILE go together.", "The terminal never gets the raw bytes.");
    }
    Proof proof = Proof.read(receipts, earlier.exports());
    String origin = proof.originOf(delivery).orElse(delivery);
    Found found = new Found(origin);
    try (QuarantineTopic topic = QuarantineTopic.open(receipts.cluster())) {
      topic.readAll(found);
    }
    if (found.refusals().isEmpty()) {
      console.note("sallyport: " + delivery + " is not in quarantine.");
      console.note("Retention is 7 days; 'sallyport quarantine list' shows what is there.");
      return ExitCode.NO;
    }
    List<Proof.Said> said =
        found.refusals().stream().map(each -> proof.of(each, found.payload())).toList();
    to.ifPresent(file -> write(file, found.payload()));
    tell(found, said);
    proof.broken().forEach(each -> console.note("BROKEN " + each.place() + " " + each.reason()));
    boolean proven = said.stream().allMatch(Proof.Said::isProven);
    return proven ? ExitCode.DONE : ExitCode.NO;
  }

  private void tell(Found found, List<Proof.Said> said) {
    if (output.isJson()) {
      for (int index = 0; index < said.size(); index++) {
        ObjectNode json = found.refusals().get(index).json();
        said.get(index).addTo(json);
        ArrayNode payload = json.putArray("payload");
        Excerpt.of(found.payload()).lines().forEach(payload::add);
        console.json(json);
      }
      return;
    }
    for (int index = 0; index < said.size(); index++) {
      console.table(headers(found.refusals().get(index), said.get(index)));
      console.line("");
    }
    Excerpt excerpt = Excerpt.of(found.payload());
    console.line(excerpt.heading());
    excerpt.lines().forEach(line -> console.line("  | " + line));
    console.note("It stays refused. Mend the bundle ('sallyport simulate --from quarantine' shows");
    console.note(
        "what a mended one makes of it), then ask the sender to send it again, or have it");
    console.note("judged again yourself: 'sallyport quarantine release'.");
  }

  private static Table headers(Refusal refusal, Proof.Said said) {
    Table table = Table.of(2);
    table.row("refused", refusal.at().toString());
    table.row("source", refusal.source());
    table.row("code", refusal.code() + ": " + refusal.meaning());
    table.row("pointer", refusal.pointer());
    table.row("rule", refusal.rule());
    table.row("bundle", refusal.bundle());
    table.row("origin", refusal.origin());
    table.row("receipt", said.text());
    return table;
  }

  private static void write(Path file, Bytes payload) {
    try {
      Files.write(file, payload.toArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CannotRun("cannot write " + file + ".", "Name a file that is not there yet.", e);
    }
  }

  /**
   * All records of one delivery: one, or one for each rule that did not bind. Owned by one thread.
   */
  private static final class Found implements QuarantineTopic.Reader {
    private static final int MAX_RECORDS = 64;

    private final String origin;
    private final List<Refusal> refusals = new ArrayList<>();
    private Bytes payload = Bytes.of();

    Found(String origin) {
      this.origin = origin;
    }

    @Override
    public void read(Quarantined record) {
      if (record.origin().equals(origin) && refusals.size() < MAX_RECORDS) {
        refusals.add(Refusal.of(record));
        payload = record.payload();
      }
    }

    List<Refusal> refusals() {
      return List.copyOf(refusals);
    }

    /** What was sent, the same in all. */
    Bytes payload() {
      return payload;
    }
  }
}

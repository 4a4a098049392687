package io.sallyport.cli.listen;

import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.quarantine.QuarantineTopic;
import io.sallyport.cli.simulate.CaptureDirectory;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.terminal.OutputOption;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows deliveries as they are decided. */
@Command(
    name = "listen",
    aliases = "tail",
    mixinStandardHelpOptions = true,
    description = {
      "Shows deliveries as they are decided, from the validator's receipts, until Ctrl-C.",
      "'sallyport tail' is the same. On a terminal what was sealed is green, what waits yellow,",
      "what was refused red; NO_COLOR switches that off. What the desk or persons decide later has",
      "a source only if its beginning was heard.",
      "Verifies each signature, and that each receipt follows the one before it. Payloads are in",
      "no receipt, and those of untrusted are for the validator alone: --save writes what comes",
      "to quarantine, with the inspector's rights. Exits 1 when a receipt proves nothing."
    },
    footer = {
      "%nExamples:",
      "  sallyport listen",
      "  sallyport listen --source github --count 10 --output json",
      "  sallyport tail --outcome denied --rule deploy --type com.example.actions.Deploy",
      "  sallyport listen --for 30s --save captured"
    })
public final class ListenCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LAST = Duration.ofSeconds(1);

  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--source", paramLabel = "NAME", description = "Only what this source sends.")
  private Optional<String> source = Optional.empty();

  @Option(names = "--rule", paramLabel = "NAME", description = "Only what this rule decided.")
  private Optional<String> rule = Optional.empty();

  @Option(names = "--type", paramLabel = "TYPE", description = "Only actions of this type.")
  private Optional<String> type = Optional.empty();

  @Option(
      names = "--outcome",
      paramLabel = "WORD",
      description = "Only what ended so: allowed, modified, denied, held, referred, refused, ...")
  private Optional<String> outcome = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "COUNT",
      description = "End after that many (default: none, Ctrl-C ends).")
  private long count = Long.MAX_VALUE;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "End after that time, for example 30s (default: none, Ctrl-C ends).")
  private Optional<Duration> time = Optional.empty();

  @Option(
      names = "--save",
      paramLabel = "CAPTURE",
      description = "Write refused payloads there, for 'simulate --from'.")
  private Optional<Path> save = Optional.empty();

  /** A command that writes to {@code console}. */
  public ListenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Topics topics = receipts.cluster().topics();
    Chains chains = Chains.fromNowOn(validator(topics));
    Talk talk = new Talk(console, chains, new Talk.Wanted(only(), count, output.isJson()));
    Map<String, Object> client = client();
    try (CommittedRecords feed =
        CommittedRecords.open(client, List.of(topics.validatorReceipts()))) {
      feed.seekToEnd();
      if (save.isEmpty()) {
        listen(feed, talk, () -> {});
      } else {
        listenAndSave(feed, talk, QuarantineTopic.open(client, topics.quarantine()));
      }
    }
    return chains.broken().isEmpty() ? ExitCode.DONE : ExitCode.NO;
  }

  private Map<String, String> only() {
    Map<String, String> only = new HashMap<>();
    source.ifPresent(name -> only.put("source", name));
    rule.ifPresent(name -> only.put("rule", name));
    type.ifPresent(name -> only.put("type", name));
    outcome.ifPresent(word -> only.put("ending", word));
    return only;
  }

  private void listenAndSave(CommittedRecords feed, Talk talk, QuarantineTopic topic) {
    CaptureDirectory captures = new CaptureDirectory(save.orElseThrow(), Instant.now());
    try (Saving saving = new Saving(topic, captures, source)) {
      console.note(
          "Saves refused payloads only: those of untrusted may be read by the validator alone.");
      listen(feed, talk, () -> saving.follow(Duration.ZERO));
      saving.follow(LAST);
      console.note(saving.saved() + " payloads saved in " + captures.root());
    }
  }

  private void listen(CommittedRecords feed, Talk talk, Runnable each) {
    Instant end = time.map(Instant.now()::plus).orElse(Instant.MAX);
    talk.begin();
    console.note("listening; Ctrl-C ends");
    while (!talk.isDone() && Instant.now().isBefore(end)) {
      feed.poll(POLL).forEach(record -> talk.hear(ReceiptRecord.from(record)));
      each.run();
    }
  }

  /** Only who writes payloads to disk needs the rights to read them. */
  private Map<String, Object> client() {
    String principal = save.isPresent() ? QuarantineTopic.READER : "auditor";
    return receipts.cluster().client(principal);
  }

  private Writer validator(Topics topics) {
    return ReceiptKeys.validator(receipts.keys(), topics);
  }
}

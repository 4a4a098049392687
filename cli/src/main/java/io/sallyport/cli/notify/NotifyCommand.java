package io.sallyport.cli.notify;

import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.cli.topic.OffsetsFile;
import io.sallyport.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Posts a notification for each action that begins to wait for persons. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = {
      "Posts a notification for each action that begins to wait for persons, until Ctrl-C: ids and",
      "a link, signed as Standard Webhooks, and nothing that a sender wrote. It reads the",
      "validator's receipts with the auditor's rights: it can approve, read and perform nothing.",
      "Each is posted at least once, with the same webhook-id each time; what is not taken after",
      "so many attempts ends it with 2, and the next start goes on with that one. Its first start",
      "begins with what comes from then on. Exits 1 when a receipt proves nothing."
    },
    footer = {
      "%nExamples:",
      "  sallyport notify notifier.yaml",
      "  sallyport notify notifier.yaml --once"
    })
public final class NotifyCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();

  @Parameters(paramLabel = "FILE", description = "The Notifier document.")
  private Path file = Path.of("");

  @Option(names = "--once", description = "End when all that is there now was told.")
  private boolean once;

  /** A command that writes to {@code console}. */
  public NotifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    NotifierFile notifier = NotifierFile.read(file);
    Topics topics = receipts.cluster().topics();
    Writer validator = ReceiptKeys.validator(receipts.keys(), topics);
    Chains chains = Chains.fromNowOn(validator);
    OffsetsFile told = new OffsetsFile(notifier.state(), "told of", Optional.of(validator.topic()));
    try (Webhook webhook = new Webhook(notifier, InstantSource.system(), Thread::sleep);
        CommittedRecords feed =
            CommittedRecords.open(
                receipts.cluster().client("auditor"), List.of(validator.topic()))) {
      follow(new Notifier(told, feed, chains, webhook), feed);
    } catch (OffsetOutOfRangeException e) {
      throw told.lost();
    }
    chains.broken().forEach(each -> console.note("BROKEN " + each.place() + " " + each.reason()));
    return chains.broken().isEmpty() ? ExitCode.DONE : ExitCode.NO;
  }

  private void follow(Notifier told, CommittedRecords feed) throws InterruptedException {
    console.note("telling of what waits for persons; Ctrl-C ends");
    if (once) {
      feed.readToEnd(told::take);
      return;
    }
    while (told.isSound()) {
      for (ConsumerRecord<byte[], byte[]> record : feed.poll(POLL)) {
        told.take(record);
      }
      told.save();
    }
  }
}

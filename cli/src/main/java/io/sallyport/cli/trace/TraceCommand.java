package io.sallyport.cli.trace;

import io.sallyport.cli.audit.ReceiptKeys;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.data.ReceiptOptions;
import io.sallyport.cli.post.Post;
import io.sallyport.cli.terminal.Console;
import io.sallyport.cli.terminal.ExitCode;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.cli.topic.OffsetsFile;
import io.sallyport.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Posts what receipts say as spans to a collector of OpenTelemetry. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Posts traces to a collector of OpenTelemetry (OTLP over HTTP, JSON), until Ctrl-C: a trace",
      "for each action, from the delivery to its outcome, made of the receipts of all writers with",
      "a key in KEYS. It reads them with the auditor's rights and verifies each; no role posts",
      "anything. Spans have ids, times, codes and names of the installation, nothing that a sender",
      "wrote but the ids of a trace that it claims to have called from, which is linked.",
      "The trace of an action is the first 16 bytes of its id. Each span is posted at least once,",
      "with the same ids each time; what is not taken after so many attempts ends it with 2, and",
      "the next start goes on with that. Its first start begins with what comes from then on.",
      "Exits 1 when a receipt proves nothing."
    },
    footer = {
      "%nExamples:",
      "  sallyport trace tracer.yaml",
      "  sallyport trace tracer.yaml --once"
    })
public final class TraceCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Console console;
  @Mixin private ReceiptOptions receipts = new ReceiptOptions();

  @Parameters(paramLabel = "FILE", description = "The Tracer document.")
  private Path file = Path.of("");

  @Option(names = "--once", description = "End when all that is there now was posted.")
  private boolean once;

  /** A command that writes to {@code console}. */
  public TraceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    TracerFile document = TracerFile.read(file);
    Topics topics = receipts.cluster().topics();
    List<Writer> writers = ReceiptKeys.read(receipts.keys(), topics);
    ReceiptKeys.validator(receipts.keys(), topics);
    OffsetsFile posted = new OffsetsFile(document.state(), "posted", Optional.empty());
    try (Post post = new Post(document.endpoint(), document.limits().post(), Thread::sleep);
        CommittedRecords records =
            CommittedRecords.open(
                receipts.cluster().client("auditor"),
                writers.stream().map(Writer::topic).toList())) {
      Tracer.Feed feed = new Tracer.Feed(topics.prefix(), writers, records);
      return follow(new Tracer(document, posted, feed, post), records);
    } catch (OffsetOutOfRangeException e) {
      throw posted.lost();
    }
  }

  private int follow(Tracer tracer, CommittedRecords records) throws InterruptedException {
    console.note("posting what receipts say as spans; Ctrl-C ends");
    if (once) {
      records.readToEnd(tracer::take);
      tracer.flush();
    }
    while (!once && tracer.isSound()) {
      for (ConsumerRecord<byte[], byte[]> record : records.poll(POLL)) {
        tracer.take(record);
      }
      tracer.flush();
    }
    tracer.broken().forEach(each -> console.note("BROKEN " + each.place() + " " + each.reason()));
    return tracer.isSound() ? ExitCode.DONE : ExitCode.NO;
  }
}

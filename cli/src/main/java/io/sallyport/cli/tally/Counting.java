package io.sallyport.cli.tally;

import io.sallyport.cli.audit.Auditor;
import io.sallyport.cli.audit.Offsets;
import io.sallyport.cli.audit.VerifiedReceipts;
import io.sallyport.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts an installation through its auditor. What came in is read before the validator's progress,
 * and that before the receipts: whatever lies below the progress then has its receipts. Owned by
 * one thread.
 */
public final class Counting {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Auditor auditor;
  private final Topics topics;

  /** Of the installation with these names. */
  public Counting(Auditor auditor, Topics topics) {
    this.auditor = auditor;
    this.topics = topics;
  }

  /** The books as they are now. */
  Tally count() {
    List<Span> spans = spans();
    VerifiedReceipts receipts = auditor.readToEnd();
    return new Tally(
        DeliveryCount.of(spans, receipts.decisions()),
        ActionCount.of(receipts.decisions(), receipts.outcomes()),
        receipts.chains(),
        receipts.broken());
  }

  /** The books once nothing is pending, or when {@code patience} is over. */
  public Tally countSettled(Duration patience) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    Tally tally = count();
    while (tally.isPending() && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE);
      tally = count();
    }
    return tally;
  }

  private List<Span> spans() {
    Offsets offsets = auditor.offsets();
    List<String> untrusted = offsets.topics().stream().filter(this::isUntrusted).sorted().toList();
    List<TopicPartition> partitions = offsets.partitions(untrusted);
    Map<TopicPartition, Long> ends = offsets.ends(partitions);
    Map<TopicPartition, Long> begins = offsets.begins(partitions);
    Map<TopicPartition, Long> committed = offsets.committed(topics.validatorApplication());
    return partitions.stream()
        .map(each -> {
          long begin = begins.getOrDefault(each, 0L);
          long end = Math.max(begin, ends.getOrDefault(each, begin));
          long progress = committed.getOrDefault(each, begin);
          return new Span(each.topic(), each.partition(), begin, end, progress);
        })
        .toList();
  }

  private boolean isUntrusted(String topic) {
    return topic.equals(topics.untrusted()) || topic.startsWith(topics.untrusted() + ".");
  }
}

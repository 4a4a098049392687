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
    Offsets offsets = auditor.offsets();
    Received received = received(offsets);
    VerifiedReceipts receipts = auditor.readToEnd();
    return new Tally(
        DeliveryCount.of(received.spans(), received.waiting(), receipts.decisions()),
        ActionCount.of(receipts.decisions(), receipts.outcomes()),
        receipts.chains().count(),
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

  /** What came in, and at most how much of it waits on arrived. */
  private record Received(List<Span> spans, long waiting) {}

  private Received received(Offsets offsets) {
    List<String> untrusted = offsets.topics().stream().filter(this::isInput).sorted().toList();
    List<TopicPartition> partitions = offsets.partitions(untrusted);
    Map<TopicPartition, Long> ends = offsets.ends(partitions);
    Map<TopicPartition, Long> begins = offsets.begins(partitions);
    Map<TopicPartition, Long> committed = offsets.committed(topics.validatorApplication());
    List<Span> spans =
        partitions.stream()
            .map(each -> {
              long begin = begins.getOrDefault(each, 0L);
              long end = Math.max(begin, ends.getOrDefault(each, begin));
              long progress = committed.getOrDefault(each, begin);
              boolean isCarried = each.topic().startsWith(topics.untrusted() + ".");
              return new Span(each.topic(), each.partition(), begin, end, progress, isCarried);
            })
            .toList();
    boolean isAnyCarried = spans.stream().anyMatch(Span::isCarried);
    return new Received(spans, isAnyCarried ? waiting(offsets, committed) : 0);
  }

  /**
   * At most how many committed records the gate has not read from arrived; asked for after the
   * validator's progress, so that whatever lies below that is among them. Where no transaction is
   * open the last entry is a marker, which nobody reads and no progress passes.
   */
  private long waiting(Offsets offsets, Map<TopicPartition, Long> committed) {
    List<TopicPartition> arrived = offsets.partitions(List.of(topics.arrived()));
    Map<TopicPartition, Long> stable = offsets.stableEnds(arrived);
    Map<TopicPartition, Long> ends = offsets.ends(arrived);
    Map<TopicPartition, Long> begins = offsets.begins(arrived);
    long waiting = 0;
    for (TopicPartition each : arrived) {
      long end = ends.getOrDefault(each, 0L);
      long marker = stable.getOrDefault(each, 0L) == end ? 1 : 0;
      long begin = begins.getOrDefault(each, 0L);
      long read = Math.max(begin, committed.getOrDefault(each, begin));
      waiting += Math.max(0, end - marker - read);
    }
    return waiting;
  }

  /** Whether deliveries lie there; a release is one of its own. */
  private boolean isInput(String topic) {
    return topic.equals(topics.untrusted())
        || topic.startsWith(topics.untrusted() + ".")
        || topic.equals(topics.released());
  }
}

package io.sallyport.cli.trace;

import io.sallyport.cli.audit.Break;
import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.audit.Writer;
import io.sallyport.cli.post.Post;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.cli.topic.OffsetsFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Takes receipts in order, posts their spans, and remembers which were. Owned by one thread. */
final class Tracer {
  private final TracerFile file;
  private final OffsetsFile posted;
  private final String prefix;
  private final Post post;
  private final Map<String, Chains> chains = new HashMap<>();
  private final Map<TopicPartition, Long> offsets;
  private final Spans spans;
  private final List<Span> batch = new ArrayList<>();
  private boolean isSaved = true;

  /** Whose receipts, and where they lie. */
  record Feed(String prefix, List<Writer> writers, CommittedRecords records) {}

  /** Goes on where it was, or begins at the end. */
  Tracer(TracerFile file, OffsetsFile posted, Feed feed, Post post) {
    this.file = file;
    this.posted = posted;
    this.prefix = feed.prefix();
    this.post = post;
    this.spans = new Spans(file.limits().waiting());
    feed.writers().forEach(writer -> chains.put(writer.topic(), Chains.fromNowOn(writer)));
    feed.records().seekToEnd();
    this.offsets = new HashMap<>(feed.records().seek(posted.read()));
    if (feed.records().isBehind(feed.records().ends())) {
      throw posted.lost();
    }
    posted.write(offsets);
  }

  /** Nothing behind a receipt that proves nothing is posted, or passed over. */
  void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Chains own = Optional.ofNullable(chains.get(record.topic())).orElseThrow();
    ReceiptRecord receipt = ReceiptRecord.from(record);
    if (!isSound()
        || !(own.accept(receipt, Instant.now()) instanceof Chains.Heard.Said(var said))) {
      return;
    }
    List<Span> made = spans.of(said, Instant.ofEpochMilli(record.timestamp()));
    if (batch.size() + made.size() > file.limits().batch()) {
      flush();
    }
    batch.addAll(made);
    offsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    isSaved = false;
  }

  /** Posts what there is, and writes down how far it is. */
  void flush() throws InterruptedException {
    if (!batch.isEmpty()) {
      post.send(batch.size() + " spans", Request.of(batch, prefix), file::headers);
      batch.clear();
    }
    if (!isSaved) {
      posted.write(offsets);
      isSaved = true;
    }
  }

  /** Whether all that was read proves what it says. */
  boolean isSound() {
    return broken().isEmpty();
  }

  /** What proves nothing. */
  List<Break> broken() {
    return chains.values().stream().flatMap(each -> each.broken().stream()).toList();
  }
}

package io.sallyport.cli.notify;

import io.sallyport.cli.audit.Chains;
import io.sallyport.cli.audit.ReceiptRecord;
import io.sallyport.cli.topic.CommittedRecords;
import io.sallyport.cli.topic.OffsetsFile;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes receipts in order, and remembers each once what it says was posted. Owned by one thread.
 */
final class Notifier {
  private final OffsetsFile told;
  private final Chains chains;
  private final Webhook webhook;
  private final Map<TopicPartition, Long> offsets;
  private boolean isSaved;

  /** Goes on where {@code told} says, or begins at the end. */
  Notifier(OffsetsFile told, CommittedRecords feed, Chains chains, Webhook webhook) {
    this.told = told;
    this.chains = chains;
    this.webhook = webhook;
    feed.seekToEnd();
    this.offsets = new HashMap<>(feed.seek(told.read()));
    if (feed.isBehind(feed.ends())) {
      throw told.lost();
    }
    told.write(offsets);
  }

  /** Nothing behind a receipt that proves nothing is told, or passed over. */
  void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    ReceiptRecord receipt = ReceiptRecord.from(record);
    if (!isSound()
        || !(chains.accept(receipt, Instant.now()) instanceof Chains.Heard.Said(var said))) {
      return;
    }
    Optional<Notice> notice = Notice.of(said, receipt.jws());
    if (notice.isPresent()) {
      webhook.post(notice.get());
    }
    offsets.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    isSaved = false;
    if (notice.isPresent()) {
      save();
    }
  }

  /** Whether all that was read proves what it says. */
  boolean isSound() {
    return chains.broken().isEmpty();
  }

  /** Writes down how far it is. */
  void save() {
    if (!isSaved) {
      told.write(offsets);
      isSaved = true;
    }
  }
}

package io.sallyport.bench.site;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a group has committed, which under exactly-once is how far its effects are out. */
public final class Progress implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Admin admin;
  private final String group;

  /** Of {@code group}, asked for with {@code client}. */
  public Progress(Map<String, Object> client, String group) {
    this.admin = Admin.create(client);
    this.group = group;
  }

  /** The sum of all committed positions. */
  public long total() throws InterruptedException {
    return committed().values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  /** Records of {@code ends} that are not committed yet. */
  public long behind(Map<TopicPartition, Long> ends) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets = committed();
    long behind = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata offset = offsets.get(end.getKey());
      behind += Math.max(0, end.getValue() - (offset == null ? 0 : offset.offset()));
    }
    return behind;
  }

  /** Waits until all before {@code ends} is committed; gives up when nothing moves so long. */
  public void await(Map<TopicPartition, Long> ends, Duration patience) throws InterruptedException {
    long movedAt = System.nanoTime();
    long last = Long.MAX_VALUE;
    for (long behind = behind(ends); behind > 0; behind = behind(ends)) {
      if (behind < last) {
        movedAt = System.nanoTime();
        last = behind;
      } else if (System.nanoTime() - movedAt > patience.toNanos()) {
        throw new IllegalStateException(group + " stands still, behind by " + behind);
      }
      Thread.sleep(POLL);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() throws InterruptedException {
    ListConsumerGroupOffsetsOptions options = new ListConsumerGroupOffsetsOptions();
    try {
      return admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the offsets of " + group + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}

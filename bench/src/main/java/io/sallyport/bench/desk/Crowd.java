package io.sallyport.bench.desk;

import io.sallyport.bench.site.Committed;
import io.sallyport.bench.site.Deliveries;
import io.sallyport.bench.site.Sender;
import io.sallyport.bench.site.Site;
import io.sallyport.contract.Headers;
import io.sallyport.contract.id.Partitions;
import io.sallyport.evidence.source.DedupeIdentity;
import io.sallyport.evidence.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Who begins sessions, asks for releases and waits, and counts what comes. Owned by one thread. */
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Site site;
  private final int sources;
  private final Sender sender;
  private final KafkaConsumer<byte[], byte[]> sealed;
  private final KafkaConsumer<byte[], byte[]> held;
  private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private int sessions;
  private int tags;
  private long sealedCount;
  private long heldCount;

  Crowd(Site site, int sources) {
    this.site = site;
    this.sources = sources;
    this.sender = new Sender(site.client("ingest"), Map.of("acks", "all"));
    this.sealed = reader(Site.TOPICS.trusted(Site.CELL));
    this.held = reader(Site.TOPICS.held(Site.CELL));
  }

  private KafkaConsumer<byte[], byte[]> reader(String topic) {
    KafkaConsumer<byte[], byte[]> consumer = Committed.consumer(site.client("admin"));
    List<TopicPartition> partitions = Committed.partitions(consumer, topic);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** So many new sessions with an action each; until all are sealed. */
  void begin(int count) {
    for (int i = 0; i < count; i++, sessions++) {
      send(source(sessions), DeskBundle.push("s" + sessions, began, sessions, "till"));
    }
    sender.flush();
    sealedCount = await(sealed, sealedCount, sessions);
  }

  private String source(int session) {
    return DeskBundle.source(session % sources);
  }

  /** So many more actions that persons are asked about; until all are held. */
  void ask(int count) {
    for (int i = 0; i < count; i++, tags++) {
      send("github", DeskBundle.tag(tags));
    }
    sender.flush();
    heldCount = await(held, heldCount, tags);
  }

  /** A second action in each of the first sessions, that waits for the first. */
  void defer(int count) {
    for (int i = 0; i < count; i++) {
      send(source(i), DeskBundle.push("s" + i, began, i, "wait"));
    }
    sender.flush();
  }

  private void send(String source, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    SourceSpec spec = Optional.ofNullable(site.bundle().sources().get(source)).orElseThrow();
    byte[] key = DedupeIdentity.of(spec, body).key();
    RecordHeaders headers = Deliveries.headers();
    headers.remove(Headers.CE_SOURCE);
    headers.add(Headers.CE_SOURCE, (Headers.SOURCES + source).getBytes(StandardCharsets.UTF_8));
    int partition = Partitions.of(key, Site.PARTITIONS);
    sender.send(new ProducerRecord<>(Site.TOPICS.untrusted(), partition, key, body, headers));
  }

  private static long await(KafkaConsumer<byte[], byte[]> consumer, long before, long count) {
    long found = before;
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (found < count) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        found += record.value() == null ? 0 : 1;
        giveUp = System.nanoTime() + PATIENCE.toNanos();
      }
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("nothing comes: %d of %d".formatted(found, count));
      }
    }
    if (found != count) {
      throw new IllegalStateException("%d, and not %d".formatted(found, count));
    }
    return found;
  }

  @Override
  public void close() {
    sender.close();
    sealed.close();
    held.close();
  }
}

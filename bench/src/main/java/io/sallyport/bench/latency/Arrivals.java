package io.sallyport.bench.latency;

import io.sallyport.action.ActionType;
import io.sallyport.bench.site.Committed;
import io.sallyport.bench.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the trusted topic as an executor does and notes when each delivery's action is there. */
final class Arrivals implements Runnable {
  /** Magic byte and schema id. */
  private static final int PREFIX = 5;

  /** What the bundle makes of a push. */
  private static final String PERFORMED = "com.example.actions.Deploy";

  private final Site site;
  private final Journey journey;
  private final long giveUpAfterNanos;
  private final GenericDatumReader<GenericRecord> reader;
  private final AtomicInteger arrived = new AtomicInteger();

  /** Ends when all have arrived, or none for {@code patience}. */
  Arrivals(Site site, Journey journey, Duration patience) {
    ActionType type = Optional.ofNullable(site.bundle().actions().get(PERFORMED)).orElseThrow();
    this.site = site;
    this.journey = journey;
    this.giveUpAfterNanos = patience.toNanos();
    this.reader = new GenericDatumReader<>(type.schema());
  }

  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        Committed.consumer(site.client("executor-" + Site.CELL))) {
      String topic = Site.TOPICS.trusted(Site.CELL);
      List<TopicPartition> partitions = Committed.partitions(consumer, topic);
      consumer.assign(partitions);
      long giveUp = System.nanoTime() + giveUpAfterNanos;
      while (arrived.get() < journey.count() && System.nanoTime() < giveUp) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          long now = System.nanoTime();
          giveUp = now + giveUpAfterNanos;
          journey.received(number(record.value()), now);
          arrived.incrementAndGet();
        }
      }
    }
  }

  int arrived() {
    return arrived.get();
  }

  private int number(byte[] value) {
    try {
      var decoder = DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null);
      String commit = reader.read(null, decoder).get("commit").toString();
      return Integer.parseInt(commit, commit.length() - 8, commit.length(), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

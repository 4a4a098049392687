package io.sallyport.bench.latency;

import io.sallyport.bench.site.Deliveries;
import io.sallyport.bench.site.GithubPush;
import io.sallyport.bench.site.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends permitted pushes of 7 kB at fixed times, whatever became of those before. One thread. */
final class Pace implements AutoCloseable {
  private static final GithubPush.Template PUSH = GithubPush.template("acme/shop", 7000);

  private final Deliveries deliveries;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Journey journey;
  private final int rate;

  Pace(Site site, Journey journey, int rate) {
    Map<String, Object> properties = new HashMap<>(site.client("ingest"));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.deliveries = site.deliveries();
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.journey = journey;
    this.rate = rate;
  }

  /** Sends all and returns when each is acknowledged; the commit of each is its number. */
  void run() {
    long start = System.nanoTime();
    for (int i = 0; i < journey.count(); i++) {
      int number = i;
      long due = start + TimeUnit.SECONDS.toNanos(number) / rate;
      var record = deliveries.of(PUSH.of(number));
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      journey.due(number, due);
      producer.send(
          record,
          (place, error) -> {
            if (error == null) {
              journey.acknowledged(number, System.nanoTime());
            }
          });
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(2));
  }
}

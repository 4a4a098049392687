package io.sallyport.ingest.publish;

import io.sallyport.service.process.Watch;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes deliveries and waits for the broker's acknowledgement, within a bounded time.
 *
 * <p>Any number of threads may publish; the producer is theirs together. One thread ends the waits
 * that last too long: a timer for each would wake a thread for each.
 */
public final class Publisher implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long NEVER = Long.MIN_VALUE;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Duration patience;
  private final AtomicLong failedAt = new AtomicLong(NEVER);
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final Watch watch;

  /** What one request waits for; each is equal to itself alone. */
  private static final class Waiting {
    private final CompletableFuture<Publication> answer = new CompletableFuture<>();
    private final long since = System.nanoTime();
  }

  /** Publishes on one topic, waiting for each acknowledgement no longer than so. */
  public Publisher(Producer<byte[], byte[]> producer, String topic, Duration patience) {
    this.producer = producer;
    this.topic = topic;
    this.patience = patience;
    this.watch = Watch.every(LOOK, "publish", this::giveUp);
  }

  /** Publishes one delivery; never throws for the broker's troubles. */
  public Publication publish(Delivery delivery, byte[] body) {
    Publication publication = send(delivery, body);
    switch (publication) {
      case Publication.Unavailable(var cause) -> failedAt.set(System.nanoTime());
      case Publication.Acknowledged(), Publication.TooLarge() -> failedAt.set(NEVER);
    }
    return publication;
  }

  /** Whether the last delivery failed, and not longer ago than this. */
  public boolean failedWithin(Duration past) {
    long failed = failedAt.get();
    return failed != NEVER && System.nanoTime() - failed < past.toNanos();
  }

  /** What Kafka says of the producer. */
  public Map<MetricName, ? extends Metric> figures() {
    return producer.metrics();
  }

  /** Whether nobody ends waits any longer. */
  public boolean isBlind() {
    return watch.isDead();
  }

  private Publication send(Delivery delivery, byte[] body) {
    Waiting wait = new Waiting();
    waiting.add(wait);
    try {
      var _ =
          producer.send(
              delivery.onto(topic, body),
              (_, trouble) -> wait.answer.complete(publication(trouble)));
      return wait.answer.get();
    } catch (KafkaException | IllegalStateException | ExecutionException e) {
      return failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(e);
    } finally {
      waiting.remove(wait);
    }
  }

  private void giveUp() {
    long now = System.nanoTime();
    for (Waiting wait : waiting) {
      if (now - wait.since > patience.toNanos()) {
        wait.answer.complete(failure(new TimeoutException()));
      }
    }
  }

  private static Publication publication(@Nullable Exception trouble) {
    return trouble == null ? new Publication.Acknowledged() : failure(trouble);
  }

  private static Publication failure(Throwable trouble) {
    return trouble instanceof RecordTooLargeException
        ? new Publication.TooLarge()
        : new Publication.Unavailable(trouble.getClass().getSimpleName());
  }

  /** Waits shortly for what is on its way. */
  @Override
  public void close() {
    producer.close(CLOSE);
    watch.close();
  }
}

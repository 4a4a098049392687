package io.sallyport.executor.resolve;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows partitions until it is closed, on a thread of its own. Trouble is told once, and tried
 * again; where a position is lost, it begins anew.
 */
final class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String what;
  private final Consumer<byte[], byte[]> consumer;
  private final Reading reading;
  private final Thread thread;
  private volatile boolean stopping;
  private boolean troubled;

  /** What is done with the records; on the follower's thread. */
  interface Reading {
    /** Assigns partitions and seeks where it begins. */
    void begin();

    /** Takes a record. */
    void take(ConsumerRecord<byte[], byte[]> record);

    /** All that a poll brought was taken. */
    default void taken() {}
  }

  /**
   * Not started; it owns {@code consumer}.
   *
   * @param what it reads, for the log and the name of its thread
   */
  Follower(String what, Consumer<byte[], byte[]> consumer, Reading reading) {
    this.what = what;
    this.consumer = consumer;
    this.reading = reading;
    this.thread = Thread.ofPlatform().name(what).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Why nothing will be read any more; the process should be started anew. */
  Optional<String> problem() {
    boolean ended = !stopping && thread.getState() == Thread.State.TERMINATED;
    return ended ? Optional.of("the thread that reads " + what + " ended") : Optional.empty();
  }

  /** Whether it reads, and goes on. */
  boolean isReading() {
    return !stopping && thread.isAlive();
  }

  private void run() {
    try {
      while (!stopping) {
        attempt();
      }
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }

  private void attempt() {
    try {
      if (consumer.assignment().isEmpty()) {
        reading.begin();
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PAUSE)) {
        reading.take(record);
      }
      reading.taken();
      troubled = false;
    } catch (WakeupException e) {
      stopping = true;
    } catch (OffsetOutOfRangeException e) {
      consumer.assign(List.of());
    } catch (KafkaException e) {
      tell(e);
      nap();
    }
  }

  private void tell(KafkaException trouble) {
    if (!troubled) {
      LOG.warn("{} are not read: {}, trying again", what, trouble.toString());
      troubled = true;
    }
  }

  private static void nap() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

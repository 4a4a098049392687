package io.sallyport.contract.revocation;

import io.sallyport.contract.Code;
import io.sallyport.contract.Topics;
import io.sallyport.service.process.StartException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of revocations from its first record on, and asks its leader twice a second
 * whether there is more. What it knows is current as long as such an answer, and all records up to
 * it, came within {@code maxStaleness}. One thread of its own reads; any thread asks.
 */
public final class RevocationWatch implements Revocations, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationWatch.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration FETCH = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final RevocationBook book;
  private final Duration maxStaleness;
  private final Thread thread;
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean unsound;
  private volatile Optional<Confirmation> confirmed = Optional.empty();
  private volatile String trouble = "";
  private volatile long progress = -1;
  private Listener listener = new Silent();
  private long refused;

  /** Is told of news, on the reading thread. */
  public interface Listener {
    /** A revocation, or a lifting, was taken in. */
    void taken(Revocation revocation);

    /** A record does not count. */
    void refused(Code code);
  }

  /** Nobody is told before the start. */
  private record Silent() implements Listener {
    @Override
    public void taken(Revocation revocation) {}

    @Override
    public void refused(Code code) {}
  }

  RevocationWatch(
      Consumer<byte[], byte[]> consumer, String topic, RevocationBook book, Duration maxStaleness) {
    this.consumer = consumer;
    this.partition = new TopicPartition(topic, 0);
    this.book = book;
    this.maxStaleness = maxStaleness;
    this.thread = Thread.ofPlatform().name("revocations").daemon().unstarted(this::run);
  }

  /** A watch over the topic of {@code topics} that was not started. */
  public static RevocationWatch of(
      Map<String, Object> connection, Topics topics, RevocationBook book, Duration maxStaleness) {
    return new RevocationWatch(
        RevocationClient.open(connection), topics.revocations(), book, maxStaleness);
  }

  /**
   * Starts to read and to tell; returns when all revocations are read. Throws {@link
   * StartException} when they cannot be, or nothing comes for {@code patience}.
   */
  public void start(Listener told, Duration patience) {
    begin(told);
    awaitCurrent(patience);
  }

  void begin(Listener told) {
    listener = told;
    thread.start();
  }

  void awaitCurrent(Duration patience) {
    try {
      long before = -1;
      while (!begun.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        if (progress == before) {
          throw new StartException(
              "revocations could not be read from " + partition.topic() + "; " + trouble);
        }
        before = progress;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while starting", e);
    }
    if (unsound) {
      throw new StartException(partition.topic() + " " + trouble);
    }
  }

  @Override
  public boolean isCurrent() {
    return !unsound && confirmed.filter(at -> at.isWithin(maxStaleness)).isPresent();
  }

  /** How long ago it was confirmed that none is missing; empty if it never was. */
  public Optional<Duration> age() {
    return confirmed.map(Confirmation::age);
  }

  @Override
  public boolean isRevoked(Target target) {
    return book.isRevoked(target);
  }

  @Override
  public boolean stops(Set<Target> targets) {
    return book.stops(targets);
  }

  /** Whether nothing is stopped, as far as is known. */
  public boolean isEmpty() {
    return book.isEmpty();
  }

  /** Why it will never be current again; the process should be started anew. */
  public Optional<String> problem() {
    if (unsound) {
      return Optional.of(partition.topic() + " " + trouble);
    }
    boolean ended = !stopping && thread.getState() == Thread.State.TERMINATED;
    return ended ? Optional.of("the thread that reads revocations ended") : Optional.empty();
  }

  private void run() {
    try {
      while (!stopping && !unsound) {
        attempt();
      }
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }

  private void attempt() {
    try {
      if (consumer.assignment().isEmpty() && !seekFirst()) {
        return;
      }
      confirm();
      take(consumer.poll(PAUSE));
    } catch (OffsetOutOfRangeException e) {
      giveUp("was emptied or made anew while it was read");
    } catch (WakeupException e) {
      stopping = true;
    } catch (KafkaException e) {
      tell(e.getClass().getSimpleName() + ": " + e.getMessage());
      nap();
    }
  }

  /** Retention or a deletion would lift revocations that nobody lifted. */
  private boolean seekFirst() {
    List<TopicPartition> all = List.of(partition);
    if (offset(consumer.beginningOffsets(all)) > 0) {
      giveUp("does not begin with its first record: revocations were deleted");
      return false;
    }
    consumer.assign(all);
    consumer.seek(partition, 0);
    return true;
  }

  /** What the leader has at this moment is read; the moment counts from before the question. */
  private void confirm() {
    Confirmation asked = Confirmation.now();
    long end = offset(consumer.endOffsets(List.of(partition)));
    if (end < consumer.position(partition)) {
      giveUp("ends before what was read of it: it was emptied or made anew");
      return;
    }
    while (consumer.position(partition) < end) {
      if (stopping) {
        return;
      }
      take(consumer.poll(FETCH));
    }
    confirmed = Optional.of(asked);
    tell("");
    begun.countDown();
  }

  private long offset(Map<TopicPartition, Long> offsets) {
    Long offset = offsets.get(partition);
    if (offset == null) {
      throw new KafkaException("the broker does not know the topic's partition");
    }
    return offset;
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      progress = record.offset();
      byte[] value = record.value() == null ? new byte[0] : record.value();
      String jws = new String(value, StandardCharsets.ISO_8859_1);
      switch (book.read(jws, Instant.ofEpochMilli(record.timestamp()))) {
        case RevocationBook.Read.Taken(Revocation revocation) -> listener.taken(revocation);
        case RevocationBook.Read.Known _ -> {}
        case RevocationBook.Read.Refused(Code code) -> {
          refused(record.offset(), code);
          listener.refused(code);
        }
      }
    }
  }

  /** Whoever may write could fill the log with what does not count. */
  private void refused(long offset, Code code) {
    refused++;
    if (Long.bitCount(refused) == 1) {
      LOG.warn(
          "record {}:{} is no revocation: {}; {} so far", partition, offset, code.text(), refused);
    }
  }

  private void giveUp(String problem) {
    trouble = problem + "; find out who did it, revoke anew, then start again";
    LOG.error("{} {}", partition.topic(), trouble);
    unsound = true;
    begun.countDown();
  }

  /** Once for each trouble, and once when it is over. */
  private void tell(String now) {
    if (!now.equals(trouble)) {
      if (now.isEmpty()) {
        LOG.info("revocations are confirmed");
      } else {
        LOG.warn("revocations are not confirmed: {}", now);
      }
      trouble = now;
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
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

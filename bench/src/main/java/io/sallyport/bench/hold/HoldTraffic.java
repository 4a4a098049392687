package io.sallyport.bench.hold;

import io.sallyport.bench.site.Committed;
import io.sallyport.bench.site.Sender;
import io.sallyport.bench.site.Site;
import io.sallyport.contract.Environment;
import io.sallyport.contract.approval.Statement;
import io.sallyport.contract.held.Held;
import io.sallyport.contract.held.HeldCodec;
import io.sallyport.contract.id.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Releases at a rate, and persons who hear of them as persons do, by the topic of what waits, and
 * say what {@link Panel} has them say. One thread runs it; others may look at its counts.
 */
final class HoldTraffic implements Runnable, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final int OF_A_SESSION = 1600;
  private static final int BURST = 5;

  private final Site site;
  private final Panel panel;
  private final int first;
  private final int rate;
  private final Sender deliveries;
  private final Sender verdicts;
  private final KafkaConsumer<byte[], byte[]> held;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private volatile boolean isEnding;
  private int sent;
  private long opened;

  private record Due(long at, ProducerRecord<byte[], byte[]> verdict) {}

  /** The {@code first} releases come five times as fast as the others. */
  HoldTraffic(Site site, Panel panel, int first, int rate) {
    this.site = site;
    this.panel = panel;
    this.first = first;
    this.rate = rate;
    this.deliveries = new Sender(site.client("ingest"), Map.of("acks", "all"));
    this.verdicts = new Sender(site.client("approver"), Map.of("acks", "all"));
    this.held = Committed.consumer(site.client("approver"));
    List<TopicPartition> partitions = Committed.partitions(held, Site.TOPICS.held(Site.CELL));
    held.assign(partitions);
    held.seekToBeginning(partitions);
  }

  /** Until {@link #end}, and then until nothing waits. */
  @Override
  public void run() {
    long next = System.nanoTime();
    while (!isEnding || opened < sent || !open.isEmpty()) {
      long now = System.nanoTime();
      while (!isEnding && next <= now) {
        next += send();
      }
      held.poll(POLL).forEach(this::hear);
      say(now);
    }
    verdicts.flush();
  }

  /** How long to wait after it. */
  private long send() {
    deliveries.send(site.deliveries().of(release(sent).getBytes(StandardCharsets.UTF_8)));
    sent++;
    long gap = TimeUnit.SECONDS.toNanos(1) / rate;
    return sent <= first ? gap / BURST : gap;
  }

  private void say(long now) {
    for (Due next = due.peek(); next != null && next.at() <= now; next = due.peek()) {
      verdicts.send(next.verdict());
      due.remove();
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) {
    String id = new String(record.key(), StandardCharsets.US_ASCII);
    if (record.value() == null) {
      open.remove(id);
      return;
    }
    open.add(id);
    opened++;
    Held waiting = HeldCodec.parse(Bytes.of(record.value())).orElseThrow();
    String audience = waiting.draft().parties().audience();
    Environment environment = new Environment(audience.substring(0, audience.lastIndexOf('/')));
    Statement statement = waiting.statement(environment, Site.CELL).orElseThrow();
    Instant now = Instant.now();
    long life = Duration.between(now, statement.hold().deadline()).toNanos();
    for (Panel.Spoken spoken : panel.on(statement, now)) {
      long at = System.nanoTime() + Math.round(spoken.part() * life);
      due.add(
          new Due(
              at,
              new ProducerRecord<>(
                  Site.TOPICS.approvals(),
                  record.partition(),
                  record.key(),
                  spoken.jws().getBytes(StandardCharsets.US_ASCII))));
    }
  }

  private String release(int number) {
    String session =
        number % 2 == 0
            ? ""
            : "\"session\":{\"id\":\"s%d\",\"started\":\"%s\"},"
                .formatted(number / OF_A_SESSION, began);
    return """
    {%s"ref":"refs/tags/v%d.%d","after":"%040x","repository":{"full_name":"acme/shop"},\
    "pusher":{"name":"octo"},"sender":{"login":"%s"},"head_commit":{"message":"%s"}}\
    """
        .formatted(
            session,
            number / 10_000,
            number % 10_000,
            number,
            Panel.REQUESTER,
            HoldBundle.NOTES.get(number / 2 % HoldBundle.NOTES.size()));
  }

  /** No more releases. */
  void end() {
    isEnding = true;
  }

  /** How many wait for persons. */
  int open() {
    return open.size();
  }

  @Override
  public void close() {
    deliveries.close();
    verdicts.close();
    held.close();
  }
}

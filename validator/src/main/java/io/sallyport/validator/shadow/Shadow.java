package io.sallyport.validator.shadow;

import io.sallyport.contract.id.Bytes;
import io.sallyport.service.metrics.Counter;
import io.sallyport.service.metrics.Metrics;
import io.sallyport.validator.gate.ChainState;
import io.sallyport.validator.gate.Effects;
import io.sallyport.validator.gate.Gate;
import io.sallyport.validator.gate.Output;
import io.sallyport.validator.stream.Spectator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second gate that judges what the first has judged, on a thread of its own, and tells where they
 * differ; nothing that it says is carried out. Behind, it looks away and counts what it missed;
 * failing, it stops alone. Any thread may show it something.
 */
public final class Shadow implements Spectator {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
  private static final int LINES = 60;

  /** An empty delivery costs something too. */
  private static final long OVERHEAD = 1024;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Supplier<Gate> gates;
  private final long maxBytes;
  private final LinkedBlockingQueue<Judged> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final Counter compared;
  private final Counter differences;
  private final Counter missed;
  private volatile boolean isStopped;
  private Instant minute = Instant.EPOCH;
  private int lines;

  /**
   * A shadow of what is shown to it.
   *
   * @param gates the gate of the second bundle
   * @param maxBytes the most bytes of deliveries, and of what came of them, that wait for it
   */
  public Shadow(Supplier<Gate> gates, long maxBytes, Metrics metrics) {
    this.gates = gates;
    this.maxBytes = maxBytes;
    this.compared =
        metrics.counter(
            "sallyport_validator_shadow_compared_total", "Deliveries that both bundles judged.");
    this.differences =
        metrics.counter(
            "sallyport_validator_shadow_differences_total",
            "Decisions in which the shadow bundle differs from the one that decides.",
            "rule",
            "decided",
            "shadow");
    this.missed =
        metrics.counter(
            "sallyport_validator_shadow_missed_total",
            "Deliveries that came while the shadow was behind, and were not compared.");
  }

  /** Begins to look. */
  public Shadow start() {
    Thread.ofPlatform()
        .daemon()
        .name("shadow")
        .uncaughtExceptionHandler((thread, error) -> stop(error))
        .start(this::run);
    return this;
  }

  private void stop(Throwable error) {
    String kind = error.getClass().getName();
    LOG.error("the shadow stops; the gate goes on without it: {}", kind);
    isStopped = true;
    waiting.clear();
  }

  @Override
  public void saw(Judged judged) {
    long size = size(judged);
    if (isStopped || bytes.addAndGet(size) > maxBytes) {
      bytes.addAndGet(-size);
      missed.increment();
    } else {
      waiting.add(judged);
    }
  }

  private static long size(Judged judged) {
    long size = OVERHEAD + judged.delivery().body().map(body -> body.size()).orElse(0);
    for (Header header : judged.delivery().headers()) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    for (Output output : judged.effects().outputs()) {
      size += output.value().map(Bytes::size).orElse(0);
    }
    return size;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Judges one by the second bundle, as if it had the first's memory. */
  void look(Judged judged) {
    bytes.addAndGet(-size(judged));
    ChainState chain = ChainState.start(judged.delivery().origin().partition());
    Effects effects =
        gates
            .get()
            .pass(
                judged.delivery(),
                id -> judged.recalled().getOrDefault(id, Optional.empty()),
                chain,
                judged.now());
    compare(judged, Said.of(judged.effects()), Said.of(effects));
    compared.increment();
  }

  private void compare(Judged judged, Map<String, Said> decided, Map<String, Said> shadow) {
    TreeSet<String> rules = new TreeSet<>(decided.keySet());
    rules.addAll(shadow.keySet());
    for (String rule : rules) {
      Said first = decided.getOrDefault(rule, Said.NOTHING);
      Said second = shadow.getOrDefault(rule, Said.NOTHING);
      if (!first.equals(second)) {
        differences.increment(rule, first.text(), second.text());
        tell(judged, rule, first, second);
      }
    }
  }

  private void tell(Judged judged, String rule, Said first, Said second) {
    if (judged.now().isAfter(minute.plus(MINUTE))) {
      minute = judged.now();
      lines = 0;
    }
    if (lines++ < LINES) {
      boolean same = first.text().equals(second.text());
      LOG.info(
          "shadow differs on {} by rule {}: {}, not {}",
          judged.delivery().origin().text(),
          rule,
          same ? "another action" : second.text(),
          first.text());
    }
  }
}

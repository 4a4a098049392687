package io.sallyport.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * Some twenty deliveries a second to a source that ingest verifies and to one that the gate does,
 * and now and then a tag, for which two persons are asked.
 */
final class Pushes implements AutoCloseable {
  private static final int PAUSE_MILLIS = 40;
  private static final int TAGGED = 60;
  private static final int MORE = 100;

  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<Sender> github;
  private final AtomicReference<Sender> vendor;
  private final AtomicInteger sent = new AtomicInteger();
  private final Deque<Integer> again = new ArrayDeque<>();
  private final List<String> refused = new ArrayList<>();
  private volatile boolean isAway;

  Pushes(Sender github, Sender vendor) {
    this.github = new AtomicReference<>(github);
    this.vendor = new AtomicReference<>(vendor);
    var _ =
        pace.scheduleWithFixedDelay(this::next, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From now on the sender whom ingest verifies signs otherwise. */
  void github(Sender next) {
    github.set(next);
  }

  /** From now on the sender whom the gate verifies signs otherwise. */
  void vendor(Sender next) {
    vendor.set(next);
  }

  /** Whoever finds nobody meanwhile comes again, as senders of webhooks do. */
  void whileAway(Runnable restart) {
    isAway = true;
    restart.run();
    isAway = false;
  }

  private void next() {
    int number = again.isEmpty() ? sent.incrementAndGet() : again.removeFirst();
    boolean wasAway = isAway;
    try {
      int status = send(number);
      if (status != 202) {
        failed(number, wasAway && status == 503, "status " + status);
      }
    } catch (UncheckedIOException e) {
      failed(number, wasAway || isAway, e.toString());
    }
  }

  private void failed(int number, boolean comesAgain, String why) {
    if (comesAgain) {
      again.add(number);
    } else {
      refused.add(number + ": " + why);
    }
  }

  private int send(int number) {
    boolean isTag = number % TAGGED == 0;
    String branch = number % 4 < 2 ? "heads/main" : "heads/release";
    String ref = isTag ? "tags/v1." + number / TAGGED : branch;
    AtomicReference<Sender> sender = isTag || number % 2 == 0 ? github : vendor;
    return sender.get().send("push", push(ref, number).getBytes(UTF_8));
  }

  private static String push(String ref, int number) {
    return """
    {"ref": "refs/%s", "after": "%040x", "repository": {"full_name": "acme/shop"},
     "pusher": {"name": "octo"}, "sender": {"login": "octo"},
     "head_commit": {"message": "change"}}
    """
        .formatted(ref, number);
  }

  void awaitMore() {
    int before = sent.get();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> sent.get() >= before + MORE);
  }

  /** How many were sent; each was taken. */
  int stop() throws InterruptedException {
    pace.shutdown();
    assertThat(pace.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    while (!again.isEmpty()) {
      next();
    }
    assertThat(refused).isEmpty();
    return sent.get();
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}

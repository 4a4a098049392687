package io.sallyport.bench.latency;

import io.sallyport.bench.site.Progress;
import io.sallyport.bench.site.Sender;
import io.sallyport.bench.site.Site;
import java.time.Duration;
import java.util.Map;

/**
 * One producer that writes garbage as fast as it can, but for a bound on how far it may be ahead of
 * the gate, as a quota is one: without any bound the queue, and so the wait of everybody, would
 * grow as long as the flood lasts.
 */
final class Flood implements AutoCloseable {
  private static final int LOOK_EVERY = 50;
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final Garbage garbage;
  private final Progress progress;
  private final Sender sender;
  private final int ahead;

  Flood(Site site, int ahead) {
    this.garbage = new Garbage(site.deliveries());
    this.progress = new Progress(site.client("admin"), Site.TOPICS.validatorApplication());
    this.sender = new Sender(site.client("ingest"), Map.of());
    this.ahead = ahead;
  }

  /** Floods until {@code end} of {@link System#nanoTime}; returns when all is acknowledged. */
  void run(long end) throws InterruptedException {
    for (int number = 1; System.nanoTime() < end; number++) {
      if (number % LOOK_EVERY == 0) {
        while (behind() > ahead && System.nanoTime() < end) {
          Thread.sleep(PAUSE);
        }
      }
      sender.send(garbage.of(number));
    }
    sender.flush();
  }

  /** How many the broker has taken. */
  long acknowledged() {
    return sender.acknowledged();
  }

  /** How many of them the gate has not ended yet; a producer's control records count as well. */
  long behind() throws InterruptedException {
    return progress.behind(sender.ends());
  }

  void awaitEnd(Duration patience) throws InterruptedException {
    progress.await(sender.ends(), patience);
  }

  @Override
  public void close() {
    sender.close();
    progress.close();
  }
}

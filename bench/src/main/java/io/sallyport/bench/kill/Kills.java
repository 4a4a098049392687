package io.sallyport.bench.kill;

import io.sallyport.bench.site.JvmProcess;
import io.sallyport.bench.site.Progress;
import io.sallyport.bench.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills a validator process that it starts, again and again, every fourth time also while it
 * starts. Owned by one thread.
 */
public final class Kills implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MAX_START_MILLIS = 4000;
  private static final int EARLY_EVERY = 4;

  private final Site site;
  private final Progress progress;
  private final Random random;
  private final Consumer<String> log;
  private final List<Outage> outages = new ArrayList<>();
  private int count;
  private JvmProcess gate;

  /** Starts the process. */
  public Kills(Site site, Progress progress, Random random, Consumer<String> log)
      throws InterruptedException {
    this.site = site;
    this.progress = progress;
    this.random = random;
    this.log = log;
    this.gate = site.launchValidator().awaitReady();
  }

  /**
   * While there was no process that worked.
   *
   * @param down when the one before was killed
   * @param ready when the next one said so
   */
  public record Outage(Instant down, Instant ready) {}

  /** One kill, or two where the second comes before it is ready again. */
  public void kill() throws InterruptedException {
    Instant down = Instant.now();
    gate.kill();
    long start = System.nanoTime();
    gate = site.launchValidator();
    if (count % EARLY_EVERY == EARLY_EVERY - 2) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_START_MILLIS));
      gate.kill();
      note("killed again while it started", since(start));
      start = System.nanoTime();
      gate = site.launchValidator();
    }
    gate.awaitReady();
    outages.add(new Outage(down, Instant.now()));
    double ready = since(start);
    awaitMove();
    note("ready after %.1f s, moving".formatted(ready), since(start));
  }

  private void note(String what, double seconds) {
    count++;
    log.accept("kill %d: %s after %.1f s".formatted(count, what, seconds));
  }

  /** Until it commits something: under load there is always more. */
  private void awaitMove() throws InterruptedException {
    long before = progress.total();
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (progress.total() == before) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("nothing moves: " + gate.log());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** How many there were. */
  public int count() {
    return count;
  }

  /** In their order. */
  public List<Outage> outages() {
    return List.copyOf(outages);
  }

  /** Ends the process as its supervisor would. */
  @Override
  public void close() {
    gate.close();
  }
}

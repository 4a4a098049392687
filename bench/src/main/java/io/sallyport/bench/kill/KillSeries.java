package io.sallyport.bench.kill;

import io.sallyport.bench.site.Committed;
import io.sallyport.bench.site.Progress;
import io.sallyport.bench.site.Sender;
import io.sallyport.bench.site.Site;
import io.sallyport.contract.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A real validator process under load that is killed at random moments, of which some are before it
 * is ready again. The same seed gives the same deliveries and the same waits. Owned by one thread.
 */
final class KillSeries implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int LOOK_EVERY = 1000;
  private static final int MAX_AHEAD = 20_000;
  private static final int MAX_UP_MILLIS = 6000;

  private final Site site;
  private final Plan plan;
  private final Consumer<String> log;
  private final Random random;
  private final Traffic traffic;
  private final Sender sender;
  private final Progress progress;
  private final Kills kills;
  private final AtomicBoolean isEnding = new AtomicBoolean();

  KillSeries(Site site, Plan plan, Consumer<String> log) throws InterruptedException {
    this.site = site;
    this.plan = plan;
    this.log = log;
    this.random = new Random(plan.seed());
    this.traffic = new Traffic(site.deliveries(), new Random(plan.seed() + 1));
    this.sender = new Sender(site.client("ingest"), Map.of("acks", "all"));
    this.progress = new Progress(site.client("admin"), Site.TOPICS.validatorApplication());
    this.kills = new Kills(site, progress, random, log);
  }

  /**
   * What to do.
   *
   * @param seed of deliveries and waits
   * @param fill deliveries to be remembered before the first kill
   * @param kills how many
   * @param rate deliveries a second while it is killed
   */
  record Plan(long seed, int fill, int kills, int rate) {}

  /** Fills, kills, lets it finish, ends it, and audits what is committed. */
  AuditReport run() throws InterruptedException {
    long start = System.nanoTime();
    fill();
    log.accept("%d to remember after %.0f s".formatted(plan.fill(), since(start)));
    Thread load = Thread.ofPlatform().name("load").start(this::load);
    while (kills.count() < plan.kills()) {
      pause(random.nextInt(MAX_UP_MILLIS));
      kills.kill();
    }
    isEnding.set(true);
    load.join();
    sender.flush();
    progress.await(sender.ends(), PATIENCE);
    kills.close();
    return audit();
  }

  private void fill() throws InterruptedException {
    for (int i = 0; i < plan.fill(); i++) {
      sender.send(traffic.filling());
      if (i % LOOK_EVERY == 0) {
        while (progress.behind(sender.ends()) > MAX_AHEAD) {
          pause(10);
        }
      }
    }
    sender.flush();
    progress.await(sender.ends(), PATIENCE);
  }

  /** Until it is told to end. */
  private void load() {
    long gap = TimeUnit.SECONDS.toNanos(1) / plan.rate();
    long due = System.nanoTime();
    while (!isEnding.get()) {
      sender.send(traffic.mixed());
      due += gap;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private AuditReport audit() {
    Topics topics = Site.TOPICS;
    Map<String, Object> reader = site.client("admin");
    Audit audit = new Audit(site.keys(), Site.CELL);
    Committed.read(reader, topics.untrusted(), audit::delivery);
    Committed.read(reader, topics.validatorReceipts(), audit::receipt);
    Committed.read(reader, topics.trusted(Site.CELL), audit::trusted);
    return audit.report();
  }

  /** How many the broker took. */
  long sent() {
    return sender.acknowledged();
  }

  private static void pause(int millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    sender.close();
    kills.close();
    progress.close();
  }
}

package io.sallyport.bench.hold;

import io.sallyport.bench.kill.Kills;
import io.sallyport.bench.site.Committed;
import io.sallyport.bench.site.Progress;
import io.sallyport.bench.site.Site;
import io.sallyport.contract.jws.Jwk;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A validator with many holds and verdicts under way that is killed at random moments. */
final class HoldKillSeries implements AutoCloseable {
  private static final int MAX_UP_MILLIS = 6000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Site site;
  private final Plan plan;
  private final Panel panel;
  private final Random random;
  private final Progress progress;
  private final Kills kills;
  private final HoldTraffic traffic;
  private final Consumer<String> log;

  /**
   * What to do.
   *
   * @param seed of moments, and of what persons say of a hold
   * @param open holds that wait before the first kill
   * @param kills how many
   * @param rate releases a second
   */
  record Plan(long seed, int open, int kills, int rate) {}

  HoldKillSeries(Site site, Panel panel, Plan plan, Consumer<String> log)
      throws InterruptedException {
    this.site = site;
    this.plan = plan;
    this.panel = panel;
    this.log = log;
    this.random = new Random(plan.seed());
    this.progress = new Progress(site.client("admin"), Site.TOPICS.validatorApplication());
    this.kills = new Kills(site, progress, random, log);
    this.traffic = new HoldTraffic(site, panel, plan.open() * 5 / 4, plan.rate());
  }

  /**
   * Begins, with a quarter more than have to be open, kills, lets everything end, and audits what
   * is committed.
   */
  HoldAudit run() throws InterruptedException {
    Thread thread = Thread.ofPlatform().name("traffic").daemon().start(traffic);
    while (traffic.open() < plan.open()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    while (kills.count() < plan.kills()) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_UP_MILLIS));
      log.accept(traffic.open() + " open");
      kills.kill();
    }
    traffic.end();
    thread.join(PATIENCE);
    if (thread.isAlive()) {
      log.accept("still open after %s: %d".formatted(PATIENCE, traffic.open()));
    }
    kills.close();
    HoldAudit audit = new HoldAudit(site.keys(), Site.CELL, keys());
    Map<String, Object> reader = site.client("admin");
    Committed.read(reader, Site.TOPICS.untrusted(), audit::delivery);
    Committed.read(reader, Site.TOPICS.approvals(), audit::verdict);
    Committed.read(reader, Site.TOPICS.held(Site.CELL), audit::held);
    Committed.read(reader, Site.TOPICS.validatorReceipts(), audit::receipt);
    Committed.read(reader, Site.TOPICS.trusted(Site.CELL), audit::trusted);
    Committed.read(reader, Site.TOPICS.desk(), audit::desk);
    return audit;
  }

  private Map<String, Jwk> keys() {
    Map<String, Jwk> keys = new TreeMap<>();
    panel.keys().forEach((person, key) -> keys.put(person, key.jwk()));
    return keys;
  }

  /** The audit's report. */
  String report(HoldAudit audit) {
    return audit.report(kills.outages());
  }

  @Override
  public void close() {
    kills.close();
    progress.close();
    traffic.close();
  }
}

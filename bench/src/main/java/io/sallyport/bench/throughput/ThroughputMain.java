package io.sallyport.bench.throughput;

import io.sallyport.bench.site.Committed;
import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.Site;
import io.sallyport.quickstart.files.QuietLog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Deliveries a second of the real gate, of the unavoidable work and of an identity topology: three
 * processes on one broker, in turns.
 */
public final class ThroughputMain {
  private static final String USAGE =
      """
      usage: ThroughputMain COUNT ROUNDS [BUNDLE]

      COUNT   distinct pushes of 7 kB in each turn, for example 20000
      ROUNDS  turns of each that count; two more warm it up
      BUNDLE  the validator's bundle; quickstart/src/main/bundles/validator by default
      """;
  private static final int WARM_UP = 2;

  private final int count;
  private final int rounds;

  private ThroughputMain(int count, int rounds) {
    this.count = count;
    this.rounds = rounds;
  }

  /** Prints a line for each turn and the medians last. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 2 || arguments.length > 3) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("bench");
    Path bundle =
        Path.of(arguments.length == 3 ? arguments[2] : "quickstart/src/main/bundles/validator");
    int count = Integer.parseInt(arguments[0]);
    try (Site site = Site.open(bundle, Site.PARTITIONS)) {
      new ThroughputMain(count, Integer.parseInt(arguments[1])).measure(site);
    }
    System.exit(0);
  }

  private void measure(Site site) throws InterruptedException {
    try (Contender gate = Contender.gate(site)) {
      gate.turn(count);
      Shape shape = Shape.of(site);
      System.out.println("one push: " + shape);
      try (Contender work = Contender.floor(site, Floor.WORK, shape);
          Contender identity = Contender.floor(site, Floor.IDENTITY, shape)) {
        List<Contender> all = List.of(gate, work, identity);
        play(all);
        for (Contender each : all) {
          requireAll(site, each);
        }
        compare("gate / unavoidable work", gate, work);
        compare("gate / identity", gate, identity);
      }
    }
  }

  private void play(List<Contender> all) throws InterruptedException {
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < all.size(); i++) {
        Contender each = all.get(Math.floorMod(i + round, all.size()));
        Contender.Turn turn = round < 0 ? each.turn(count) : each.measured(count);
        System.out.printf(
            "round %2d %-9s %8.0f/s %6.1f us of its CPU each; %s%n",
            round, each.name(), turn.perSecond(), turn.cpuMicros(), Figures.load());
      }
    }
    for (Contender each : all) {
      double[] rates = values(each, Contender.Turn::perSecond);
      System.out.printf(
          "%-9s median %.0f/s (%.0f to %.0f), %.1f us of its CPU each%n",
          each.name(),
          Figures.median(rates),
          Figures.quantile(rates, 0),
          Figures.quantile(rates, 1),
          Figures.median(values(each, Contender.Turn::cpuMicros)));
    }
  }

  /** A topology that leaves out records would be fast. */
  private static void requireAll(Site site, Contender contender) {
    AtomicLong trusted = new AtomicLong();
    String topic = contender.topics().trusted(Site.CELL);
    Committed.read(site.client("admin"), topic, record -> trusted.incrementAndGet());
    if (trusted.get() != contender.sent()) {
      throw new IllegalStateException(
          contender.name() + " wrote " + trusted + " of " + contender.sent());
    }
  }

  private static void compare(String what, Contender over, Contender under) {
    double[] ratios = new double[over.turns().size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = over.turns().get(i).perSecond() / under.turns().get(i).perSecond();
    }
    double medians =
        Figures.median(values(over, Contender.Turn::perSecond))
            / Figures.median(values(under, Contender.Turn::perSecond));
    System.out.printf(
        "%s: %.2f of the medians; by round %.2f (%.2f to %.2f)%n",
        what,
        medians,
        Figures.median(ratios),
        Figures.quantile(ratios, 0),
        Figures.quantile(ratios, 1));
  }

  private static double[] values(Contender contender, ToDoubleFunction<Contender.Turn> value) {
    return contender.turns().stream().mapToDouble(value).toArray();
  }
}

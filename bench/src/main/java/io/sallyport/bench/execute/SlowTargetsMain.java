package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Home;
import io.sallyport.bench.cell.Installation;
import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.JvmProcess;
import io.sallyport.executor.ExecutorMain;
import io.sallyport.quickstart.files.QuietLog;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Fast order keys of the real executor: alone, and beside 100 others whose targets are slow. */
public final class SlowTargetsMain {
  private static final String USAGE =
      """
      usage: SlowTargetsMain SECONDS ROUNDS

      SECONDS  of 20 fast actions a second: alone, beside 100 keys with prompt targets that get
               an action each a second, and beside 100 keys whose targets take a second
      ROUNDS   that count; one more warms it up
      """;

  /** The default. */
  private static final int IN_FLIGHT = 256;

  private final int seconds;
  private final Map<Company, List<Traffic.Measured>> measured = new EnumMap<>(Company.class);

  /** What else the executor does. */
  private enum Company {
    ALONE,
    PROMPT,
    SLOW
  }

  private SlowTargetsMain(int seconds) {
    this.seconds = seconds;
  }

  /** Prints a line for each round and the quantiles of all rounds last. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 2) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("bench");
    SlowTargetsMain run = new SlowTargetsMain(Integer.parseInt(arguments[0]));
    try (Installation installation = Installation.open();
        SlowTarget target = new SlowTarget()) {
      Home home = Home.of(installation, IN_FLIGHT, target.origin());
      try (JvmProcess executor =
              JvmProcess.launch(home.config().getParent(), ExecutorMain.class, home.config());
          Traffic traffic = new Traffic(installation, target)) {
        executor.awaitReady();
        run.measure(traffic, Integer.parseInt(arguments[1]));
      }
    }
    System.exit(0);
  }

  private void measure(Traffic traffic, int rounds) {
    List<Company> all = List.of(Company.values());
    all.forEach(company -> measure(company, traffic));
    measured.clear();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < all.size(); i++) {
        measure(all.get((i + round) % all.size()), traffic);
      }
    }
    all.forEach(company -> System.out.println(company + ": " + Figures.latencies(millis(company))));
    compare(Company.SLOW, Company.PROMPT);
    compare(Company.SLOW, Company.ALONE);
  }

  private void measure(Company company, Traffic traffic) {
    Traffic.Measured turn =
        switch (company) {
          case ALONE -> traffic.fast(seconds);
          case PROMPT -> traffic.besidePrompt(seconds);
          case SLOW -> traffic.besideSlow(seconds);
        };
    measured.computeIfAbsent(company, _ -> new ArrayList<>()).add(turn);
    System.out.printf(
        "%-6s %s; slow in flight median %.0f, least %.0f; %s%n",
        company,
        Figures.latencies(turn.millis()),
        Figures.median(turn.slow()),
        Figures.quantile(turn.slow(), 0),
        Figures.load());
  }

  private void compare(Company over, Company under) {
    System.out.printf(
        "%s / %s: p50 %.2f, p99 %.2f%n",
        over,
        under,
        Figures.median(millis(over)) / Figures.median(millis(under)),
        Figures.quantile(millis(over), 0.99) / Figures.quantile(millis(under), 0.99));
  }

  private double[] millis(Company company) {
    return measured.get(company).stream()
        .map(Traffic.Measured::millis)
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }
}

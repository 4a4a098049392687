package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Home;
import io.sallyport.bench.cell.Installation;
import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.JvmProcess;
import io.sallyport.executor.ExecutorMain;
import io.sallyport.quickstart.files.QuietLog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Fast order keys of the real executor, alone and beside 100 that wait for slow targets. */
public final class SlowTargetsMain {
  private static final String USAGE =
      """
      usage: SlowTargetsMain SECONDS ROUNDS

      SECONDS  of 20 fast actions a second, without slow ones and with them, in each round
      ROUNDS   that count; one more warms it up
      """;
  private static final int IN_FLIGHT = 256;

  private final int seconds;
  private final List<Traffic.Measured> alone = new ArrayList<>();
  private final List<Traffic.Measured> beside = new ArrayList<>();

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
    alone(traffic);
    beside(traffic);
    alone.clear();
    beside.clear();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        alone(traffic);
        beside(traffic);
      } else {
        beside(traffic);
        alone(traffic);
      }
    }
    double[] without = millis(alone);
    double[] with = millis(beside);
    System.out.println("fast keys alone:       " + Figures.latencies(without));
    System.out.println("fast keys beside slow: " + Figures.latencies(with));
    System.out.printf(
        "beside / alone: p50 %.2f, p99 %.2f%n",
        Figures.median(with) / Figures.median(without),
        Figures.quantile(with, 0.99) / Figures.quantile(without, 0.99));
  }

  private void alone(Traffic traffic) {
    Traffic.Measured measured = traffic.fast(seconds);
    alone.add(measured);
    tell("alone", measured);
  }

  private void beside(Traffic traffic) {
    traffic.beginSlow();
    Traffic.Measured measured = traffic.fast(seconds);
    traffic.endSlow();
    beside.add(measured);
    tell("beside slow", measured);
  }

  private static void tell(String what, Traffic.Measured measured) {
    System.out.printf(
        "%-11s %s; slow in flight median %.0f, least %.0f; %s%n",
        what,
        Figures.latencies(measured.millis()),
        Figures.median(measured.slow()),
        Figures.quantile(measured.slow(), 0),
        Figures.load());
  }

  private static double[] millis(List<Traffic.Measured> rounds) {
    return rounds.stream()
        .map(Traffic.Measured::millis)
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }
}

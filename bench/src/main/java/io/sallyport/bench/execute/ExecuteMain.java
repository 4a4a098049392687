package io.sallyport.bench.execute;

import io.sallyport.bench.cell.Installation;
import io.sallyport.bench.site.Figures;
import io.sallyport.quickstart.files.QuietLog;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Actions a second of the real executor with a handler that does nothing, of the unavoidable work
 * and of a bare loop: three processes on one broker, in turns.
 */
public final class ExecuteMain {
  private static final String USAGE =
      """
      usage: ExecuteMain COUNT ROUNDS [IN_FLIGHT]

      COUNT      sealed actions over 1,000 order keys in each turn, for example 20000
      ROUNDS     turns of each that count; two more warm it up
      IN_FLIGHT  the executor's limit of actions at the same time; 1024 by default
      """;
  private static final int WARM_UP = 2;

  private final int count;
  private final int rounds;

  private ExecuteMain(int count, int rounds) {
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
    int inFlight = arguments.length == 3 ? Integer.parseInt(arguments[2]) : 1024;
    int count = Integer.parseInt(arguments[0]);
    try (Installation installation = Installation.open()) {
      new ExecuteMain(count, Integer.parseInt(arguments[1])).measure(installation, inFlight);
    }
    System.exit(0);
  }

  private void measure(Installation installation, int inFlight) throws InterruptedException {
    try (Contender executor = Contender.executor(installation, inFlight)) {
      executor.turn(count);
      Shape shape = Shape.of(installation);
      System.out.println("one action: " + shape);
      try (Contender work = Contender.loop(installation, "work", Optional.of(shape));
          Contender bare = Contender.loop(installation, "bare", Optional.empty())) {
        play(List.of(executor, work, bare));
        System.out.println(Audit.ofExecutor(installation, executor));
        Audit.ofWork(installation, work);
        compare("executor / unavoidable work", executor, work);
        compare("executor / bare loop", executor, bare);
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

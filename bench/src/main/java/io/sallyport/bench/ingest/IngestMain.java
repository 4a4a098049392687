package io.sallyport.bench.ingest;

import io.sallyport.bench.site.Figures;
import io.sallyport.quickstart.files.QuietLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Deliveries a second that ingest accepts, against its own listener that answers 202 at once: two
 * processes in turns, and a broker. Then how fast it answers at half of that, and over 2,000
 * connections, and its memory.
 */
public final class IngestMain {
  private static final String USAGE =
      """
      usage: IngestMain SECONDS ROUNDS [MINUTES]

      SECONDS  of each turn, for example 8
      ROUNDS   turns of each that count; five more warm it up
      MINUTES  for which its memory is watched at half of its highest rate; none by default
      """;
  private static final int WARM_UP = 5;
  private static final int USUAL = 64;
  private static final int MANY = 2_000;

  /** So that each of 2,000 connections is used twice in the 10 s after which ingest closes it. */
  private static final int SELDOM = 400;

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration OFTEN = Duration.ofMillis(200);

  private final Duration time;
  private final int rounds;

  private IngestMain(Duration time, int rounds) {
    this.time = time;
    this.rounds = rounds;
  }

  /** Prints a line for each turn and the medians last. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 2 || arguments.length > 3) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("bench");
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[0]));
    long minutes = arguments.length == 3 ? Long.parseLong(arguments[2]) : 0;
    try (Site site = new Site();
        Contender ingest = site.ingest();
        Contender accept = site.accept()) {
      IngestMain bench = new IngestMain(time, Integer.parseInt(arguments[1]));
      bench.compare(ingest, accept);
      int half = (int) (ingest.median(Contender.Turn::rate) / 2);
      answer(ingest, new Load.Shape(USUAL, half, LONG));
      answer(ingest, new Load.Shape(MANY, Math.max(half, SELDOM), LONG));
      watch(ingest, half, Duration.ofMinutes(minutes));
      requireAll(site, ingest);
    }
    System.exit(0);
  }

  private void compare(Contender ingest, Contender accept) throws InterruptedException {
    try (Memory memory = new Memory(ingest.process(), OFTEN)) {
      List<Contender> all = List.of(ingest, accept);
      for (int round = -WARM_UP; round < rounds; round++) {
        for (int i = 0; i < all.size(); i++) {
          Contender each = all.get(Math.floorMod(i + round, all.size()));
          Contender.Turn turn = each.turn(time, round >= 0);
          System.out.printf("round %2d %-7s %s; %s%n", round, each.name(), turn, Figures.load());
        }
      }
      all.forEach(IngestMain::sum);
      ratio("rate", ingest, accept, Contender.Turn::rate);
      ratio("CPU of the process", ingest, accept, Contender.Turn::own);
      ratio("CPU of all", ingest, accept, Contender.Turn::all);
      System.out.println("memory at the highest rate: " + said(memory.mebibytes()));
    }
  }

  private static void sum(Contender each) {
    System.out.printf(
        "%-7s median %.0f/s (%.0f to %.0f), CPU of each: own %.1f, broker %.1f, senders %.1f us%n",
        each.name(),
        each.median(Contender.Turn::rate),
        Figures.quantile(each.each(Contender.Turn::rate), 0),
        Figures.quantile(each.each(Contender.Turn::rate), 1),
        each.median(Contender.Turn::own),
        each.median(Contender.Turn::broker),
        each.median(Contender.Turn::senders));
  }

  private static void ratio(
      String what, Contender ingest, Contender accept, ToDoubleFunction<Contender.Turn> figure) {
    double[] some = ingest.each(figure);
    double[] others = accept.each(figure);
    double[] ratios = new double[some.length];
    Arrays.setAll(ratios, round -> some[round] / others[round]);
    System.out.printf(
        "%s, ingest / accept: %.2f of the medians; by round %.2f (%.2f to %.2f)%n",
        what,
        Figures.median(some) / Figures.median(others),
        Figures.median(ratios),
        Figures.quantile(ratios, 0),
        Figures.quantile(ratios, 1));
  }

  private static void answer(Contender ingest, Load.Shape shape) throws InterruptedException {
    try (Memory memory = new Memory(ingest.process(), OFTEN)) {
      Load.Answered answered = ingest.ask(shape);
      System.out.printf(
          "%d/s over %d connections: %s; %s; %s%n",
          shape.rate(),
          shape.connections(),
          Figures.latencies(answered.millis()),
          said(memory.mebibytes()),
          Figures.load());
    }
  }

  private static void watch(Contender ingest, int rate, Duration time) throws InterruptedException {
    for (int minute = 1; minute <= time.toMinutes(); minute++) {
      try (Memory memory = new Memory(ingest.process(), OFTEN)) {
        Load.Answered answered = ingest.ask(new Load.Shape(USUAL, rate, Duration.ofMinutes(1)));
        System.out.printf(
            "minute %2d: %d answered, %s%n", minute, answered.count(), said(memory.mebibytes()));
      }
    }
  }

  private static String said(double[] mebibytes) {
    return "resident median %.0f, most %.0f MiB"
        .formatted(Figures.median(mebibytes), Figures.quantile(mebibytes, 1));
  }

  /** A gateway that stores less than it accepts would be fast. */
  private static void requireAll(Site site, Contender ingest) {
    if (site.stored() != ingest.accepted()) {
      throw new IllegalStateException(
          "accepted " + ingest.accepted() + ", stored " + site.stored());
    }
  }
}

package io.sallyport.bench.kill;

import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.Site;
import io.sallyport.quickstart.files.QuietLog;
import java.nio.file.Path;

/** A series of {@code kill -9} on a real validator process under load, and the audit after it. */
public final class KillMain {
  private static final String USAGE =
      """
      usage: KillMain FILL KILLS RATE SEED

      FILL   deliveries that the gate remembers before the first kill, for example 1000000
      KILLS  how many
      RATE   deliveries a second meanwhile
      SEED   of deliveries and moments
      """;
  private static final Path BUNDLE = Path.of("quickstart/src/main/bundles/validator");

  private KillMain() {}

  /** Exit 1 when the audit found a fault. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 4) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("bench");
    KillSeries.Plan plan =
        new KillSeries.Plan(
            Long.parseLong(arguments[3]),
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    boolean isClean;
    try (Site site = Site.open(BUNDLE, Site.PARTITIONS);
        KillSeries series = new KillSeries(site, plan, KillMain::print)) {
      print(plan.toString());
      AuditReport report = series.run();
      print(series.sent() + " sent");
      print(report.text());
      isClean = report.isClean() && report.deliveries() == series.sent();
    }
    System.exit(isClean ? 0 : 1);
  }

  private static void print(String line) {
    System.out.println(line + "; " + Figures.load());
  }
}

package io.sallyport.bench.hold;

import io.sallyport.bench.site.Figures;
import io.sallyport.bench.site.Site;
import io.sallyport.bench.site.TemporaryDirectory;
import io.sallyport.quickstart.files.QuietLog;
import java.nio.file.Path;

/** A series of {@code kill -9} on a validator with holds and verdicts under way, and its audit. */
public final class HoldKillMain {
  private static final String USAGE =
      """
      usage: HoldKillMain OPEN KILLS RATE SEED

      OPEN   holds that wait before the first kill, for example 1000
      KILLS  how many
      RATE   releases a second meanwhile
      SEED   of what persons say, and of moments
      """;

  private HoldKillMain() {}

  /** Exit 1 when the audit found a fault. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 4) {
      System.err.print(USAGE);
      System.exit(2);
    }
    QuietLog.install("bench");
    HoldKillSeries.Plan plan =
        new HoldKillSeries.Plan(
            Long.parseLong(arguments[3]),
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    Panel panel = new Panel(plan.seed());
    Path bundle = TemporaryDirectory.create("hold-bundle");
    HoldBundle.write(HoldBundle.DEMO, bundle, panel.keys(), new HoldBundle.Deadlines(60, 150));
    boolean isClean;
    try (Site site = Site.open(bundle, Site.PARTITIONS);
        HoldKillSeries series = new HoldKillSeries(site, panel, plan, HoldKillMain::print)) {
      print(plan.toString());
      HoldAudit audit = series.run();
      print(series.report(audit));
      isClean = audit.isClean();
    } finally {
      TemporaryDirectory.delete(bundle);
    }
    System.exit(isClean ? 0 : 1);
  }

  private static void print(String line) {
    System.out.println(line + "; " + Figures.load());
  }
}

package io.sallyport.bench.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.bench.site.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The small edition of the README's figure: three kills, the last while it starts. */
@Timeout(400)
class HoldKillSeriesIT {
  private static final Path DEMO = Path.of("..").resolve(HoldBundle.DEMO);
  private static final long SEED = 20261122;

  @TempDir private Path bundle;

  @Test
  void endsEachHoldOnceByWhatPersonsSaid() throws InterruptedException {
    HoldKillSeries.Plan plan = new HoldKillSeries.Plan(SEED, 60, 3, 5);
    Panel panel = new Panel(SEED);
    HoldBundle.write(DEMO, bundle, panel.keys(), new HoldBundle.Deadlines(30, 60));
    try (Site site = Site.open(bundle, Site.PARTITIONS);
        HoldKillSeries series = new HoldKillSeries(site, panel, plan, line -> {})) {

      HoldAudit audit = series.run();
      String report = series.report(audit);

      assertThat(audit.isClean()).as("seed %d: %s", SEED, report).isTrue();
      assertThat(report).contains("ALLOWED=").contains("DENIED=").contains("EXPIRED=");
    }
  }
}

package io.sallyport.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.bench.site.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The small edition of the README's figure: four kills, the last while it starts. */
@Tag("CSF-PR.IR")
@Timeout(300)
class KillSeriesIT {
  private static final Path BUNDLE = Path.of("../quickstart/src/main/bundles/validator");
  private static final long SEED = 20261121;

  @Test
  void losesNothingAndDecidesNothingTwiceUnderKills() throws InterruptedException {
    KillSeries.Plan plan = new KillSeries.Plan(SEED, 2000, 4, 100);
    try (Site site = Site.open(BUNDLE, Site.PARTITIONS);
        KillSeries series = new KillSeries(site, plan, line -> {})) {

      AuditReport report = series.run();

      assertThat(report.isClean()).as("seed %d: %s", SEED, report.text()).isTrue();
      assertThat(report.deliveries()).isEqualTo(series.sent()).isGreaterThan(2000);
      assertThat(report.sealed()).isPositive();
      assertThat(report.endings()).containsKeys("ALLOWED", "DENIED", "DUPLICATE", "REFUSED");
    }
  }
}

package io.sallyport.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.bench.site.Figures;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten minutes of a steady rate, by {@code -Plong} only. */
@Timeout(1_200)
class IngestMemoryIT {
  private static final int MINUTES = 10;
  private static final double MOST_MIB = 200;
  private static final double GROWTH = 1.1;

  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration OFTEN = Duration.ofMillis(200);
  private static final Load.Shape STEADY = new Load.Shape(64, 2_000, Duration.ofMinutes(1));

  @Test
  void staysBelow200MebibytesAndIsFlat() throws InterruptedException {
    try (Site site = new Site();
        Contender ingest = site.ingest()) {
      ingest.turn(WARM_UP, false);
      double[] first = minute(ingest);
      for (int minute = 2; minute < MINUTES; minute++) {
        assertThat(Figures.quantile(minute(ingest), 1))
            .as("minute %d", minute)
            .isLessThan(MOST_MIB);
      }
      double[] last = minute(ingest);

      assertThat(Figures.quantile(last, 1)).isLessThan(MOST_MIB);
      assertThat(Figures.median(last)).isLessThan(GROWTH * Figures.median(first));
      assertThat(site.stored()).isEqualTo(ingest.accepted());
    }
  }

  private static double[] minute(Contender ingest) throws InterruptedException {
    try (Memory memory = new Memory(ingest.process(), OFTEN)) {
      ingest.ask(STEADY);
      return memory.mebibytes();
    }
  }
}

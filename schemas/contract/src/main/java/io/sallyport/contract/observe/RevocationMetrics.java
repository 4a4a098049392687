package io.sallyport.contract.observe;

import io.sallyport.contract.revocation.RevocationWatch;
import io.sallyport.service.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How old a process's knowledge of revocations is. */
public final class RevocationMetrics {
  private static final double MILLIS_PER_SECOND = 1_000.0;

  private RevocationMetrics() {}

  /** Shows it; no sample before the first confirmation. */
  public static void register(Metrics metrics, RevocationWatch watch) {
    metrics.sampled(
        "sallyport_revocations_age_seconds",
        "Since it was confirmed that no revocation is missing.",
        List.of(),
        () -> seconds(watch.age()));
  }

  private static Map<List<String>, Double> seconds(Optional<Duration> age) {
    return age.map(known -> Map.of(List.<String>of(), known.toMillis() / MILLIS_PER_SECOND))
        .orElse(Map.of());
  }
}

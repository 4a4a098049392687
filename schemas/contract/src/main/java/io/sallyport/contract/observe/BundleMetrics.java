package io.sallyport.contract.observe;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.service.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which bundle a process goes by: one series, replaced when the bundle is. */
public final class BundleMetrics {
  private BundleMetrics() {}

  /** Shows the bundle in use. */
  public static void register(Metrics metrics, Supplier<BundleVersion> bundle) {
    metrics.sampled(
        "sallyport_bundle_info",
        "Always 1, with the bundle in use; version 0 if nobody signed it.",
        List.of("digest", "version"),
        () -> {
          BundleVersion now = bundle.get();
          return Map.of(List.of(now.digest().text(), Long.toString(now.number())), 1.0);
        });
  }
}

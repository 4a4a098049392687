package io.sallyport.contract.observe;

import io.sallyport.contract.bundle.BundleVersion;
import io.sallyport.service.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which bundle a process goes by: one series, replaced when the bundle is. */
public final class BundleMetrics {
  private static final String NAME = "sallyport_bundle_info";
  private static final String HELP =
      "Always 1, with the bundle in use; version 0 if nobody signed it.";

  private BundleMetrics() {}

  /** Shows the bundle in use, of a role that has one bundle in an installation. */
  public static void register(Metrics metrics, Supplier<BundleVersion> bundle) {
    metrics.sampled(
        NAME,
        HELP,
        List.of("digest", "version"),
        () -> {
          BundleVersion now = bundle.get();
          return Map.of(List.of(now.digest().text(), Long.toString(now.number())), 1.0);
        });
  }

  /** Shows the bundle in use, of a role that has another for each cell. */
  public static void register(Metrics metrics, String cell, Supplier<BundleVersion> bundle) {
    metrics.sampled(
        NAME,
        HELP,
        List.of("cell", "digest", "version"),
        () -> {
          BundleVersion now = bundle.get();
          String version = Long.toString(now.number());
          return Map.of(List.of(cell, now.digest().text(), version), 1.0);
        });
  }
}

package io.sallyport.validator.bundle;

import io.sallyport.service.config.ConfigNode;

/**
 * How much waits at the desk, on each of its partitions.
 *
 * @param perPrincipal so many of one signer of one source
 * @param total so many of all
 */
public record DeferLimits(int perPrincipal, int total) {
  /** What holds where the process says nothing. */
  public static final DeferLimits DEFAULTS = new DeferLimits(16, 1_000);

  private static final int MOST = 10_000;

  /** Reads them from {@code defers}. */
  public static DeferLimits read(ConfigNode defers) {
    return new DeferLimits(
        (int) defers.integer("perPrincipal", DEFAULTS.perPrincipal(), 1, MOST),
        (int) defers.integer("total", DEFAULTS.total(), 1, MOST));
  }
}

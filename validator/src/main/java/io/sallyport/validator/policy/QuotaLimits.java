package io.sallyport.validator.policy;

import io.sallyport.service.config.ConfigNode;
import java.time.Duration;

/**
 * What the process sets for quotas.
 *
 * @param max the most actions that one may allow; each of them is remembered for as long
 */
public record QuotaLimits(int max) {
  /** What holds where the process says nothing. */
  public static final QuotaLimits DEFAULTS = new QuotaLimits(1_000);

  /** The shortest time that a quota may count. */
  public static final Duration MIN_PER = Duration.ofSeconds(1);

  /** The longest. */
  public static final Duration MAX_PER = Duration.ofDays(7);

  private static final int MOST = 10_000;

  /** Reads them from {@code quotas}. */
  public static QuotaLimits read(ConfigNode quotas) {
    return new QuotaLimits((int) quotas.integer("max", DEFAULTS.max(), 1, MOST));
  }
}

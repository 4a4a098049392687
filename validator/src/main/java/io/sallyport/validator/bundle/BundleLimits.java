package io.sallyport.validator.bundle;

import io.sallyport.service.config.ByteCount;
import io.sallyport.validator.expression.ExpressionLimits;
import io.sallyport.validator.parse.ParseLimits;
import io.sallyport.validator.policy.QuotaLimits;

/**
 * What the process sets for every bundle.
 *
 * @param parsing the limits that sources do not say themselves
 * @param expressions the budget of every expression
 * @param maxBody the largest body that a source may allow
 * @param maxRules the most rules of a bundle
 * @param maxDecisions the most decisions about one delivery; where more rules fire it is refused
 * @param holds how long and how much is waited for persons
 * @param quotas how much quotas may allow
 * @param defers how much waits at the desk
 */
public record BundleLimits(
    ParseLimits parsing,
    ExpressionLimits expressions,
    ByteCount maxBody,
    int maxRules,
    int maxDecisions,
    HoldLimits holds,
    QuotaLimits quotas,
    DeferLimits defers) {
  /** What holds where the process says nothing. */
  public static final BundleLimits DEFAULTS =
      new BundleLimits(
          ParseLimits.DEFAULTS,
          ExpressionLimits.DEFAULTS,
          ByteCount.ofMib(1),
          10_000,
          32,
          HoldLimits.DEFAULTS,
          QuotaLimits.DEFAULTS,
          DeferLimits.DEFAULTS);
}

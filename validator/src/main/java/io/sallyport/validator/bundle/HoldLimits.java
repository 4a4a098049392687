package io.sallyport.validator.bundle;

import io.sallyport.contract.held.Held;
import io.sallyport.service.config.ConfigNode;
import io.sallyport.validator.policy.Asked;
import java.time.Duration;

/**
 * How long and how much is waited for persons.
 *
 * @param deadline how long an action waits where no statement says so
 * @param skew how far the clocks of approvers may be apart
 * @param early how long a verdict waits for an action that is not held yet
 * @param perPerson how many such verdicts of one person wait
 * @param perPrincipal so many actions of one signer of one source wait on each partition
 * @param total so many of all
 * @param revocations how many revocations are known; one more ends all that is held
 */
public record HoldLimits(
    Duration deadline,
    Duration skew,
    Duration early,
    int perPerson,
    int perPrincipal,
    int total,
    int revocations) {
  /** What holds where the process says nothing. */
  public static final HoldLimits DEFAULTS =
      new HoldLimits(
          Duration.ofHours(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          100,
          100,
          1_000,
          100_000);

  private static final int MOST = 10_000;

  /** Reads them from {@code holds}. */
  public static HoldLimits read(ConfigNode holds) {
    return new HoldLimits(
        holds.duration("deadline", DEFAULTS.deadline(), Asked.MIN_DEADLINE, Held.MAX_WAIT),
        holds.duration("skew", DEFAULTS.skew(), Duration.ZERO, Duration.ofMinutes(1)),
        holds.duration("early", DEFAULTS.early(), Duration.ofSeconds(1), Duration.ofHours(24)),
        (int) holds.integer("perPerson", DEFAULTS.perPerson(), 1, MOST),
        (int) holds.integer("perPrincipal", DEFAULTS.perPrincipal(), 1, MOST),
        (int) holds.integer("total", DEFAULTS.total(), 1, MOST),
        (int) holds.integer("revocations", DEFAULTS.revocations(), 1_000, 200_000));
  }
}

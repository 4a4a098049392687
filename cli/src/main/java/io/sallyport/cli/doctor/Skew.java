package io.sallyport.cli.doctor;

import java.time.Duration;
import java.time.Instant;

/** How far another clock is from ours, as far as one look can tell. */
final class Skew {
  /** Beside what one look cannot tell, the skew that executors allow by default. */
  private static final Duration ALLOWED = Duration.ofSeconds(5);

  private Skew() {}

  /**
   * By how much it is ahead of ours at least; negative if behind.
   *
   * @param at what it said, in whole steps of {@code precision}
   * @param from when it was asked, by ours
   * @param to when it had answered, by ours
   */
  static Duration between(Instant at, Duration precision, Instant from, Instant to) {
    Duration behind = Duration.between(at.plus(precision), from);
    Duration ahead = Duration.between(to, at);
    return behind.isPositive() ? behind.negated() : ahead.isPositive() ? ahead : Duration.ZERO;
  }

  static Finding finding(String subject, Duration offset) {
    boolean near = offset.abs().compareTo(ALLOWED) <= 0;
    String where = offset.isNegative() ? "s behind ours" : "s ahead of ours";
    String far = "at least " + offset.abs().toSeconds() + where;
    return Finding.of(near, Check.CLOCK, subject, near ? "within 5s of ours" : far);
  }
}

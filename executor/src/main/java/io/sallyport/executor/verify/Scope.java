package io.sallyport.executor.verify;

import io.sallyport.contract.Environment;
import io.sallyport.contract.Topics;
import io.sallyport.contract.mandate.Effect;
import io.sallyport.service.config.ConfigNode;
import java.time.Duration;

/**
 * Whom a process of a cell acts for, and how far.
 *
 * @param environment the installation
 * @param cell the audience within it
 * @param topic its trusted topic
 * @param maxEffect the ceiling: a higher effect is refused whatever the bundle says
 * @param maxTtl the longest accepted life of a mandate, whatever its type allows
 * @param skew how far the validator's clock may be off
 */
public record Scope(
    Environment environment,
    String cell,
    String topic,
    Effect maxEffect,
    Duration maxTtl,
    Duration skew) {
  /** Reads it from a configuration and its limits; throws when the cell's name is none. */
  public static Scope read(ConfigNode spec, ConfigNode limits, Topics topics) {
    String cell = spec.text("cell");
    return new Scope(
        new Environment(spec.text("environment")),
        cell,
        topics.trusted(cell),
        spec.choice("maxEffect", Effect.class, Effect.WRITE),
        spec.duration("maxTtl", Duration.ofHours(24), Duration.ofSeconds(1), Duration.ofDays(7)),
        limits.duration("skew", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(1)));
  }
}

package io.sallyport.executor.verify;

import io.sallyport.contract.Environment;
import io.sallyport.contract.mandate.Effect;
import java.time.Duration;

/**
 * Whom this executor acts for, and how far.
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
    Duration skew) {}

package io.sallyport.validator.bundle;

import io.sallyport.service.config.ByteCount;
import io.sallyport.validator.parse.ParseLimits;

/**
 * What the process sets for every bundle.
 *
 * @param parsing the limits that sources do not say themselves
 * @param maxBody the largest body that a source may allow
 */
public record BundleLimits(ParseLimits parsing, ByteCount maxBody) {}

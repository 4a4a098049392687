package io.sallyport.evidence.source;

import io.sallyport.service.config.ByteCount;

/**
 * How large, deep and frequent the deliveries of a source may be.
 *
 * @param body of one delivery
 * @param depth of nested objects and arrays
 * @param digits of one number
 * @param rate that ingest accepts
 */
public record SourceLimits(ByteCount body, int depth, int digits, Rate rate) {}
